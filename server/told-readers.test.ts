import { describe, expect, it } from 'vitest';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { runningApp } from '#server/test-bench/running-app.ts';
import type { Snapshot } from '#shared/protocol.ts';
import { toldReaders } from './told-readers.ts';

it.each([
  [0, undefined],
  [9, undefined],
  [10, 10],
  [19, 10],
  [99, 90],
  [100, 100],
  [119, 110],
  [1_000, 1_000],
  [1_299, 1_200],
  [25_499, 25_000],
])('of %i readers %s are told', (count, told) => {
  expect(toldReaders(count)).toBe(told);
});

describe.each([
  ['on', 10],
  ['off', undefined],
])('with SHOW_READERS=%s', (SHOW_READERS, told) => {
  it(`whoever comes to ten others is told of ${told ?? 'nobody'}`, async () => {
    await using running = await runningApp({ SHOW_READERS });
    const { slug } = await running.createArticle();
    const { position } = (await running.ask('GET', `/api/articles/${slug}`)).json as Snapshot;
    using letGo = new DisposableStack();
    const comes = async () => {
      const reader = letGo.use(readerSocket(`${running.url.replace('http', 'ws')}/live`));
      reader.follow(slug, position);
      const greeting = await reader.next();
      return 'readers' in greeting ? greeting.readers : undefined;
    };
    for (let n = 1; n < 10; n++) expect(await comes()).toBeUndefined();
    await comes();
    // Who comes within 10 ms of another is told the same.
    running.desk.pass(10);

    expect(await comes()).toBe(told);
  });
});
