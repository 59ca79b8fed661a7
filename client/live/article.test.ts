import { describe, expect, it } from 'vitest';
import type { ArticleState, Entry } from '#shared/article.ts';
import { timelineOf } from '#shared/changes.ts';
import type { Change, EntriesPage, Snapshot } from '#shared/protocol.ts';
import { LiveArticle } from './article.ts';
import { makeArticle, makeEntry, makeState } from './scenes.ts';
import { TableTop } from './table-top.ts';

const EPOCH = 'epoch-0123456789';
const OTHER_EPOCH = 'epoch-9876543210';
const clock = { now: 1, heartbeatMs: 25_000 };

interface Asked {
  readonly before: number;
  readonly freshness: 'cached' | 'fresh';
  answer(page: EntriesPage | Error): Promise<void>;
}

function setUp(state: ArticleState, before: number | null = null) {
  const table = new TableTop();
  const asked: Asked[] = [];
  const article = new LiveArticle({
    state,
    before,
    madeAt: null,
    parts: {
      ...table,
      fetchOlder: (below, freshness, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          asked.push({
            before: below,
            freshness,
            async answer(page) {
              if (page instanceof Error) reject(page);
              else resolve(page);
              await settled();
            },
          });
        }),
    },
  });
  const numbers = () => timelineOf(article.store.getState().article).map(({ number }) => number);
  const reset = (snapshot: Snapshot) => article.receive({ type: 'reset', snapshot, ...clock });
  return { article, asked, table, numbers, reset, state: () => article.store.getState().article };
}

/** Lets what waits for an answer go on. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

function entries(from: number, to: number, version = 1): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, step) => makeEntry({ number: to - step, version }));
}

function snapshotOf(from: number, to: number, seq: number, epoch = EPOCH): Snapshot {
  const older = from > 1 ? { before: from } : null;
  return { article: makeArticle(), entries: entries(from, to, 2), position: { epoch, seq }, older };
}

function pageOf(from: number, to: number, seq: number, epoch = EPOCH): EntriesPage {
  const older = from > 1 ? { before: from } : null;
  return { before: to + 1, entries: entries(from, to, 2), position: { epoch, seq }, older };
}

function published(number: number, seq: number, epoch = EPOCH): Change {
  return { type: 'entry-published', epoch, seq, at: 1, entry: makeEntry({ number }) };
}

describe('a followed article', () => {
  it('[D1] [D3] shows each change once, in order', () => {
    const { article, numbers } = setUp(makeState({ to: 2 }));
    expect(article.receive(published(3, 3))).toBe('advanced');
    expect(article.receive(published(3, 3))).toBe('unchanged');
    expect(numbers()).toEqual([3, 2, 1]);
    expect(article.since()).toEqual({ epoch: EPOCH, seq: 3 });
  });

  it('[D2] begins anew from its position where a change is missing', () => {
    const { article, numbers } = setUp(makeState({ to: 2 }));
    expect(article.receive(published(4, 4))).toBe('resume');
    expect(article.since()).toEqual({ epoch: EPOCH, seq: 2 });
    expect(numbers()).toEqual([2, 1]);
  });

  it('[D2] begins anew where a heartbeat shows that the log is further on', () => {
    const { article } = setUp(makeState({ to: 2 }));
    const beat = (seq: number) => article.receive({ type: 'heartbeat', head: { epoch: EPOCH, seq }, now: 1 });
    expect([beat(2), beat(1), beat(3)]).toEqual(['unchanged', 'unchanged', 'resume']);
  });

  it.each([
    ['a change of another epoch', published(3, 3, OTHER_EPOCH)],
    ['a heartbeat of another epoch', { type: 'heartbeat', head: { epoch: OTHER_EPOCH, seq: 2 }, now: 1 } as const],
    ['an answer of another epoch', { type: 'ok', position: { epoch: OTHER_EPOCH, seq: 2 }, ...clock } as const],
    ['what it does not understand', { type: 'unknown' } as const],
  ])('[D5] asks for a snapshot after %s', (_what, message) => {
    const { article, reset, numbers } = setUp(makeState({ to: 2 }));
    expect(article.receive(message)).toBe('resume');
    expect(article.since()).toBeNull();
    expect(reset(snapshotOf(1, 3, 1, OTHER_EPOCH))).toBe('advanced');
    expect(article.since()).toEqual({ epoch: OTHER_EPOCH, seq: 1 });
    expect(numbers()).toEqual([3, 2, 1]);
  });

  it('[D1] never goes back within an epoch', () => {
    const { article, reset, numbers } = setUp(makeState({ to: 5 }));
    expect(reset(snapshotOf(1, 4, 4))).toBe('resume');
    expect(article.since()).toEqual({ epoch: EPOCH, seq: 5 });
    expect(numbers()).toEqual([5, 4, 3, 2, 1]);
  });

  it('shows a newer snapshot at once where it reaches as far down as the page', () => {
    const { asked, reset, numbers } = setUp(makeState({ from: 21, to: 22 }));
    reset(snapshotOf(21, 40, 50));
    expect(numbers()).toEqual(entries(21, 40).map(({ number }) => number));
    expect(asked).toEqual([]);
  });

  it('keeps the older entries that were loaded: it fetches them before it shows a newer snapshot', async () => {
    const scene = setUp(makeState({ from: 1, to: 45 }));
    const before = scene.state();
    scene.reset(snapshotOf(41, 60, 90));
    expect(scene.state()).toBe(before);
    await scene.asked[0]?.answer(pageOf(21, 40, 91));
    expect(scene.state()).toBe(before);
    await scene.asked[1]?.answer(pageOf(1, 20, 91));
    expect(scene.asked.map(({ before }) => before)).toEqual([41, 21]);
    expect(scene.numbers()).toEqual(entries(1, 60).map(({ number }) => number));
    expect(scene.state().entries.every(({ version }) => version === 2)).toBe(true);
    expect(scene.state().position.seq).toBe(90);
  });

  it('[D4] asks for six pages of them at a time, so that who had many has not long to wait', async () => {
    const { asked, reset, numbers } = setUp(makeState({ from: 1, to: 180 }));
    reset(snapshotOf(161, 200, 300));
    expect(asked.map(({ before }) => before)).toEqual([161, 141, 121, 101, 81, 61]);
    for (const { before, answer } of [...asked].toReversed()) await answer(pageOf(before - 20, before - 1, 300));
    expect(asked.slice(6).map(({ before }) => before)).toEqual([41, 21]);
    for (const { before, answer } of asked.slice(6)) await answer(pageOf(before - 20, before - 1, 300));
    expect(numbers()).toEqual(entries(1, 200).map(({ number }) => number));
  });

  it('[D4] asks again only for what is missing where one of several pages failed', async () => {
    const { asked, reset, numbers } = setUp(makeState({ from: 1, to: 80 }));
    reset(snapshotOf(61, 100, 300));
    await asked[0]?.answer(pageOf(41, 60, 300));
    await asked[1]?.answer(new Error('cut'));
    await asked[2]?.answer(pageOf(1, 20, 300));
    expect(asked.slice(3).map(({ before }) => before)).toEqual([41]);
    await asked[3]?.answer(pageOf(21, 40, 300));
    expect(numbers()).toEqual(entries(1, 100).map(({ number }) => number));
  });

  it('takes what happens meanwhile into the snapshot it prepares', async () => {
    const scene = setUp(makeState({ from: 1, to: 25 }));
    scene.reset(snapshotOf(21, 30, 90));
    expect(scene.article.receive(published(31, 91))).toBe('advanced');
    expect(scene.article.since()).toEqual({ epoch: EPOCH, seq: 91 });
    await scene.asked[0]?.answer(pageOf(1, 20, 90));
    expect(scene.numbers()).toEqual(entries(1, 31).map(({ number }) => number));
  });

  it('asks again, past the cache, for an older page that failed or is staler than the snapshot', async () => {
    const scene = setUp(makeState({ from: 1, to: 25 }));
    scene.reset(snapshotOf(21, 30, 90));
    for (const answer of [new Error('offline'), pageOf(1, 20, 89), pageOf(1, 20, 90, OTHER_EPOCH)]) {
      await scene.asked.at(-1)?.answer(answer);
      scene.table.advance(20_000);
      await settled();
    }
    await scene.asked.at(-1)?.answer(pageOf(1, 20, 90));
    expect(scene.asked.map(({ freshness }) => freshness)).toEqual(['cached', 'fresh', 'fresh', 'fresh']);
    expect(scene.state().position.seq).toBe(90);
  });

  it('[D4] asks again for an older page that is never answered', async () => {
    const { asked, table, numbers, reset } = setUp(makeState({ from: 1, to: 3 }));
    reset(snapshotOf(3, 5, 5));
    for (let n = 0; n < 2; n++) {
      table.advance(10_000);
      await settled();
    }
    await asked[1]?.answer(pageOf(1, 2, 5));
    expect(numbers()).toEqual([5, 4, 3, 2, 1]);
  });

  it.each([
    ['the link is', ({ article }: ReturnType<typeof setUp>) => article.setConnection({ status: 'live' })],
    ['the browser says that the network is', ({ article }: ReturnType<typeof setUp>) => article.askAgain()],
  ])('[D4] asks again at once for an older page that failed when %s back', async (_who, isBack) => {
    const scene = setUp(makeState({ from: 1, to: 3 }));
    scene.reset(snapshotOf(3, 5, 5));
    await scene.asked[0]?.answer(new Error('cut'));
    isBack(scene);
    await settled();
    await scene.asked[1]?.answer(pageOf(1, 2, 5));
    expect(scene.numbers()).toEqual([5, 4, 3, 2, 1]);
  });

  it('prepares only the newest of several snapshots', async () => {
    const scene = setUp(makeState({ from: 1, to: 25 }));
    scene.reset(snapshotOf(21, 30, 90));
    scene.reset(snapshotOf(21, 35, 95));
    await scene.asked[0]?.answer(pageOf(1, 20, 96));
    await scene.asked[1]?.answer(pageOf(1, 20, 96));
    expect(scene.asked).toHaveLength(2);
    expect(scene.state().position.seq).toBe(95);
  });

  it('on a page of older entries prepares just that page', async () => {
    const scene = setUp({ ...makeState({ from: 21, to: 40 }, 100) }, 41);
    scene.reset(snapshotOf(981, 1_000, 2_000));
    expect(scene.asked.map(({ before }) => before)).toEqual([41]);
    await scene.asked[0]?.answer(pageOf(21, 40, 2_000));
    expect(scene.asked).toHaveLength(1);
    expect(scene.numbers().filter(number => number < 41)).toEqual(entries(21, 40).map(({ number }) => number));
  });

  it('stops preparing when it is closed', async () => {
    const scene = setUp(makeState({ from: 1, to: 25 }));
    scene.reset(snapshotOf(21, 30, 90));
    scene.article.close();
    await scene.asked[0]?.answer(pageOf(1, 20, 90));
    expect(scene.state().position.seq).toBe(25);
  });

  it('brings older entries in, and asks past the cache for a page that is too old', async () => {
    const scene = setUp(makeState({ from: 21, to: 25 }, 50));
    const outcome = scene.article.loadOlder();
    await scene.asked[0]?.answer(pageOf(1, 20, 49));
    await scene.asked[1]?.answer(pageOf(1, 20, 50));
    expect(await outcome).toBe('added');
    expect(scene.asked.map(({ before, freshness }) => [before, freshness])).toEqual([
      [21, 'cached'],
      [21, 'fresh'],
    ]);
    expect(scene.numbers()).toEqual(entries(1, 25).map(({ number }) => number));
  });

  it('says so where older entries cannot be had', async () => {
    const scene = setUp(makeState({ from: 21, to: 25 }));
    const outcome = scene.article.loadOlder();
    await scene.asked[0]?.answer(new Error('offline'));
    await scene.asked[1]?.answer(pageOf(1, 20, 99, OTHER_EPOCH));
    expect(await outcome).toBe('refused');
    expect(scene.numbers()).toEqual([25, 24, 23, 22, 21]);
  });
});
