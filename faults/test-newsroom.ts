import { expect } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import type { Change } from '#shared/protocol.ts';
import { Coverage } from './coverage.ts';
import { seeded } from './random.ts';
import { failuresOf } from './scenario.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** The whole server in this process, behind a proxy, with an article: for the short forms of the faults. */
export interface TestNewsroom extends AsyncDisposable {
  readonly app: RunningApp;
  readonly proxy: TcpProxy;
  readonly coverage: Coverage;
}

const SEED = 1;
const WHOLE_LOG = 1_000_000;
const STALE_AFTER_MS = 5_000;

export async function testNewsroom(readers: number): Promise<TestNewsroom> {
  await using letGo = new AsyncDisposableStack();
  const random = seeded(SEED);
  const app = letGo.use(await runningApp({ COMMANDS_PER_SECOND: '0' }));
  const proxy = letGo.use(await TcpProxy.listen(random));
  proxy.targets = [Number(new URL(app.url).port)];
  const origin = {
    url: proxy.url,
    credentials: () => ({ authorization: `Bearer ${app.operatorKey}` }),
    log: async (id: string) =>
      (await app.store.changesAfter(id, 0, WHOLE_LOG)).map(({ json }) => JSON.parse(json) as Change),
  };
  const coverage = letGo.use(await Coverage.begin(origin, random));
  await coverage.addReaders(readers);
  const all = letGo.move();
  return { app, proxy, coverage, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Everybody gets everything, and the checker finds nothing. */
export async function expectSound(coverage: Coverage): Promise<void> {
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  expect(failuresOf(judgement)).toEqual([]);
}
