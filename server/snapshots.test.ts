import { describe, expect, it } from 'vitest';
import { SharedReads } from './snapshots.ts';
import type { Store } from './store/store.ts';
import { answerOf, type WritingDesk, writingDesk } from './test-bench/writing-desk.ts';

const CANARY = 'a canary that nobody may find';

describe('reads that are shared', () => {
  it('a snapshot is the one that the store gives, at its position', async () => {
    await using scene = await makeScene();
    const { desk, id, reads } = scene;
    await desk.publish(id, 'Docked');

    const found = await reads.snapshot(id);

    const snapshot = await desk.context.store.snapshot(id);
    expect([found?.position, JSON.parse(found?.text ?? '')]).toEqual([snapshot?.position, snapshot]);
    expect(await reads.snapshot('nowhere-1')).toBe(null);
  });

  it('10,000 who ask at once cost two looks at the log and one snapshot', async () => {
    await using scene = await makeScene();
    const { id, reads, asked } = scene;

    const found = await Promise.all(Array.from({ length: 10_000 }, () => reads.snapshot(id)));

    expect(new Set(found).size).toBe(1);
    expect(asked).toEqual(['logHead', 'snapshot', 'logHead']);
  });

  it('a snapshot is made again only where the log has moved', async () => {
    await using scene = await makeScene();
    const { desk, id, reads, asked } = scene;
    const first = await reads.snapshot(id);
    const again = await reads.snapshot(id);
    await desk.publish(id, 'Docked');
    const later = await reads.snapshot(id);

    expect(again).toBe(first);
    expect(later?.position.seq).toBe(2);
    expect(asked.filter(name => name === 'snapshot').length).toBe(2);
  });

  it('the same changes, and the same page of the log, are read once for all who wait', async () => {
    await using scene = await makeScene();
    const { id, reads, asked } = scene;
    const hundred = Array.from({ length: 100 });

    await Promise.all(hundred.flatMap(() => [reads.changesAfter(id, 0, 10), reads.logPage(id, 1)]));
    expect(asked.toSorted()).toEqual(['changesAfter', 'changesAfter', 'logPage', 'logPage']);

    const [two, one] = await Promise.all([reads.changesAfter(id, 1, 10), reads.changesAfter(id, 0, 10)]);
    expect([two.length, one.length]).toEqual([0, 1]);
  });

  it.each<[string, (reads: SharedReads, id: string, slug: string) => Promise<unknown>]>([
    ['a snapshot', (reads, id) => reads.snapshot(id)],
    ['a page of entries', (reads, id) => reads.olderEntries(id, 100)],
    ['changes', (reads, id) => reads.changesAfter(id, 0, 100)],
    ['a page of the log', (reads, id) => reads.logPage(id, 1)],
    ['where the log stands', (reads, _id, slug) => reads.head(slug)],
  ])(
    '[D11] %s that is asked for after the answer to a withdrawal is not from before, though a read is under way',
    async (_what, read) => {
      const gate = makeGate();
      await using scene = await makeScene(gate);
      const { desk, id, slug, reads } = scene;
      const { entryId } = answerOf(await desk.publish(id, CANARY));
      gate.shut();
      const before = read(reads, id, slug);
      await gate.reached;
      const { position } = answerOf(
        await desk.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' }),
      );

      const after = Array.from({ length: 3 }, () => read(reads, id, slug));
      gate.open();

      const answers = JSON.stringify(await Promise.all(after));
      expect(answers).not.toContain(CANARY);
      expect(answers).toContain(`"seq":${position.seq}`);
      await before;
    },
  );

  it('a read that fails fails for who waited, and the next one is new', async () => {
    let isBroken = true;
    await using scene = await makeScene({
      async pass() {
        if (isBroken) throw new Error('no answer');
      },
    });
    const { id, reads } = scene;

    const failed = await Promise.allSettled([reads.snapshot(id), reads.snapshot(id)]);
    isBroken = false;

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await reads.snapshot(id))?.position.seq).toBe(1);
  });

  it('keeps a few megabytes, those of the last that were asked for', async () => {
    await using scene = await makeScene();
    const { id, reads } = scene;
    const position = { epoch: 'epoch-of-this-test', seq: 1 };
    let made = 0;
    const twoMegabytes = (name: string) =>
      reads.text(id, name, async () => {
        made += 1;
        const head = await scene.desk.context.store.logHead({ id });
        return { position: head?.position ?? position, text: 'x'.repeat(2 * 1024 * 1024) };
      });
    for (const name of ['a', 'b', 'c', 'd', 'a', 'e']) await twoMegabytes(name);
    expect(made).toBe(5);

    for (const name of ['a', 'c', 'd', 'e']) await twoMegabytes(name);
    expect(made).toBe(5);
    await twoMegabytes('b');
    expect(made).toBe(6);
  });
});

interface Gate {
  pass(): Promise<void>;
}

/** What was read waits here before it is handed on. */
function makeGate() {
  let isShut = false;
  const open = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    shut: () => {
      isShut = true;
    },
    open: () => {
      isShut = false;
      open.resolve();
    },
    async pass() {
      if (!isShut) return;
      reached.resolve();
      await open.promise;
    },
  };
}

async function makeScene(gate: Gate = { pass: async () => {} }) {
  const desk: WritingDesk = await writingDesk();
  const { id, slug } = await desk.article();
  const asked: string[] = [];
  const reads = new SharedReads(watched(desk.context.store, asked, gate));
  return { desk, id, slug, reads, asked, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
}

/** The store, with a list of what it was asked. */
function watched(store: Store, asked: string[], gate: Gate): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        asked.push(name);
        const answer = await (value as (...args: unknown[]) => Promise<unknown>).apply(target, given);
        await gate.pass();
        return answer;
      };
    },
  });
}
