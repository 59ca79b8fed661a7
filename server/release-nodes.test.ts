import { afterAll, describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { openPostgresStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { NO_POSTGRES } from './test-bench/not-run.ts';
import { findPostgres } from './test-bench/postgres-server.ts';
import { nodeOf, schedule, textsOf } from './test-bench/scheduling.ts';
import { tempPostgresStore } from './test-bench/temp-postgres-store.ts';
import { tempStore } from './test-bench/temp-store.ts';
import { codeOf, writingDesk } from './test-bench/writing-desk.ts';

const postgres = await findPostgres();
afterAll(() => postgres?.stop());

const HOUR_MS = 3_600_000;

type TwoStores = AsyncDisposable & { readonly stores: readonly [Store, Store] };

describe.each<[string, (() => Promise<TwoStores>) | null]>([
  ['one embedded store', oneEmbedded],
  ['PostgreSQL', postgres === null ? null : () => twoOnPostgres(postgres.url)],
])('two nodes on %s', (_, open) => {
  it('[D7] release everything once, in order, also at the same moment', async ({ skip }) => {
    if (open === null) return skip(NO_POSTGRES);
    await using opened = await open();
    const [first, second] = opened.stores;
    await using desk = await writingDesk(first);
    const articles = [await desk.article(), await desk.article()];
    const texts = Array.from({ length: 25 }, (_, n) => `entry ${n}`);
    for (const [n, text] of texts.entries())
      for (const { id } of articles) await schedule(desk, id, { text, inMs: n + 1 });
    desk.pass(HOUR_MS);

    const nodes = await Promise.all([nodeOf(desk.context), nodeOf({ ...desk.context, store: second })]);

    for (const { id, position } of articles) {
      expect(await textsOf(first, id)).toEqual(texts);
      expect((await first.articleById(id))?.position.seq).toBe(position.seq + texts.length);
      expect(await first.drafts(id, {})).toEqual([]);
    }
    const released = nodes.flatMap(({ said }) => said.map(([level]) => level));
    expect(released).toEqual(Array(2 * texts.length).fill('info'));
    for (const node of nodes) await node.close();
  });

  it('[D7] publish what an editor publishes by hand at that moment once', async ({ skip }) => {
    if (open === null) return skip(NO_POSTGRES);
    await using opened = await open();
    const [first, second] = opened.stores;
    await using desk = await writingDesk(first);
    const { id } = await desk.article();
    const texts = Array.from({ length: 10 }, (_, n) => `entry ${n}`);
    const drafts: string[] = [];
    for (const text of texts) drafts.push(await schedule(desk, id, { text, inMs: 1 }));
    desk.pass(HOUR_MS);

    const [node, byHand] = await Promise.all([
      nodeOf({ ...desk.context, store: second }),
      Promise.all(
        drafts.map((draftId, n) =>
          desk.send(id, { type: 'publish-entry', draftId, entry: { body: paragraphs([`entry ${n}`]) } }),
        ),
      ),
    ]);

    expect((await textsOf(first, id)).toSorted()).toEqual(texts);
    const published = byHand.filter(outcome => outcome.status === 'done').length + node.said.length;
    expect(published).toBe(texts.length);
    for (const outcome of byHand) expect(['done', '409 draft-published']).toContain(codeOf(outcome));
    await node.close();
  });
});

async function oneEmbedded(): Promise<TwoStores> {
  const temp = await tempStore();
  return { stores: [temp.store, temp.store], [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() };
}

async function twoOnPostgres(serverUrl: string): Promise<TwoStores> {
  const temp = await tempPostgresStore(serverUrl);
  const { store: other } = await openPostgresStore(temp.url, { warn() {} });
  return {
    stores: [temp.store, other],
    async [Symbol.asyncDispose]() {
      await other.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}
