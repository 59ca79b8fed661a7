import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { type Store, StoreError } from './store/store.ts';
import { user } from './test-bench/make-scene.ts';
import { nodeOf, schedule, textsOf } from './test-bench/scheduling.ts';
import { codeOf, writingDesk } from './test-bench/writing-desk.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

describe('a scheduled entry', () => {
  it('is published when its time has come, not a moment sooner, and its draft is gone', async () => {
    await using desk = await writingDesk();
    const { id, position } = await desk.article();
    await schedule(desk, id, { text: 'On time', inMs: HOUR_MS });
    const node = await nodeOf(desk.context);
    desk.pass(HOUR_MS - 1);
    await node.look();
    expect(await textsOf(desk.context.store, id)).toEqual([]);

    desk.pass(1);
    await node.look();

    const snapshot = await desk.context.store.snapshot(id);
    expect(snapshot?.entries).toMatchObject([
      { number: 1, version: 1, publishedAt: '2026-03-01T11:00:00.000Z', body: paragraphs(['On time']) },
    ]);
    expect(snapshot?.position).toEqual({ ...position, seq: position.seq + 1 });
    expect(desk.rung.at(-1)).toEqual({ articleId: id, seq: position.seq + 1 });
    expect(await desk.context.store.drafts(id, {})).toEqual([]);
    await node.close();
  });

  it('is waited for to the millisecond where it is near, and looked for every second where not', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const node = await nodeOf(desk.context);
    const waits = [node.waitMs];
    await schedule(desk, id, { text: 'Later', inMs: HOUR_MS });
    for (const pass of [0, HOUR_MS - 1_500, 900, 599, 1]) {
      desk.pass(pass);
      await node.look();
      waits.push(node.waitMs);
    }

    expect(waits).toEqual([SECOND_MS, SECOND_MS, SECOND_MS, 600, 1, SECOND_MS]);
    expect(await textsOf(desk.context.store, id)).toEqual(['Later']);
    await node.close();
  });

  it('is released as it was last saved', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const draftId = await schedule(desk, id, { text: 'First words', inMs: HOUR_MS });
    await desk.send(id, { type: 'save-draft', draftId, entry: { body: paragraphs(['Better words']) }, entryId: null });
    const node = await nodeOf(desk.context);

    desk.pass(HOUR_MS);
    await node.look();

    expect(await textsOf(desk.context.store, id)).toEqual(['Better words']);
    await node.close();
  });

  it('goes at once and in the order of the times where nobody was there at its time, or the clock jumped', async () => {
    await using desk = await writingDesk();
    const [one, other] = [await desk.article(), await desk.article()];
    for (const [text, inMs] of [
      ['third', 30],
      ['first', 10],
      ['second', 20],
    ] as const)
      await schedule(desk, one.id, { text, inMs: inMs * SECOND_MS });
    await schedule(desk, other.id, { text: 'elsewhere', inMs: 15 * SECOND_MS });
    await schedule(desk, other.id, { text: 'tomorrow', inMs: 24 * HOUR_MS });
    desk.pass(HOUR_MS);

    const node = await nodeOf(desk.context);

    expect(await textsOf(desk.context.store, one.id)).toEqual(['first', 'second', 'third']);
    expect(await textsOf(desk.context.store, other.id)).toEqual(['elsewhere']);
    await node.close();
  });

  it('goes however many are due', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const texts = Array.from({ length: 230 }, (_, n) => `entry ${n}`);
    for (const [n, text] of texts.entries()) await schedule(desk, id, { text, inMs: n + 1 });
    desk.pass(HOUR_MS);

    const node = await nodeOf(desk.context);
    await node.look();
    await node.look();

    expect(await textsOf(desk.context.store, id)).toEqual(texts);
    await node.close();
  });

  it('stays a draft where it cannot be published, without its time, and says why', async () => {
    await using desk = await writingDesk();
    const { id, position } = await desk.article();
    await schedule(desk, id, { text: 'Too late', inMs: HOUR_MS });
    await desk.send(id, { type: 'set-status', status: 'ended' });
    const node = await nodeOf(desk.context);

    desk.pass(HOUR_MS);
    await node.look();
    await node.look();

    expect(await desk.context.store.drafts(id, {})).toMatchObject([
      {
        entry: { body: paragraphs(['Too late']) },
        releaseAt: null,
        releaseProblem: { releaseAt: '2026-03-01T11:00:00.000Z', reason: expect.stringContaining('has ended') },
      },
    ]);
    expect((await desk.context.store.articleById(id))?.position.seq).toBe(position.seq + 1);
    expect(node.said.map(([level]) => level)).toEqual(['warn']);
    await node.close();
  });

  it('is not released any more when it was unscheduled, discarded, published by hand or its article removed', async () => {
    await using desk = await writingDesk();
    const [kept, gone] = [await desk.article(), await desk.article()];
    const names = ['unscheduled', 'discarded', 'published'] as const;
    const drafts = new Map<string, string>();
    for (const text of names) drafts.set(text, await schedule(desk, kept.id, { text, inMs: HOUR_MS }));
    await schedule(desk, gone.id, { text: 'removed', inMs: HOUR_MS });
    const node = await nodeOf(desk.context);
    const done = [
      await desk.send(kept.id, { type: 'unschedule-draft', draftId: drafts.get('unscheduled') }),
      await desk.send(kept.id, { type: 'discard-draft', draftId: drafts.get('discarded') }),
      await desk.send(kept.id, { type: 'release-draft', draftId: drafts.get('published') }),
      await desk.send(gone.id, { type: 'remove-article' }),
    ];

    desk.pass(HOUR_MS);
    await node.look();

    expect(done.map(codeOf)).toEqual(Array(4).fill('done'));
    expect(await textsOf(desk.context.store, kept.id)).toEqual(['published']);
    expect(await desk.context.store.drafts(kept.id, {})).toMatchObject([{ id: drafts.get('unscheduled') }]);
    expect(node.said).toEqual([]);
    await node.close();
  });

  it('[D7] is not doubled by what arrives late: a save, a schedule, a publish', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const scheduled = {
      ...{ type: 'schedule-draft', commandId: 'command-1', draftId: 'draft-001' },
      ...{ releaseAt: '2026-03-01T11:00:00Z', entry: { body: paragraphs(['Once']) } },
    };
    const first = await desk.send(id, scheduled);
    const node = await nodeOf(desk.context);
    desk.pass(HOUR_MS);
    await node.look();
    const entry = { body: paragraphs(['Once, and more']) };

    const late = [
      await desk.send(id, { type: 'save-draft', draftId: 'draft-001', entry, entryId: null }),
      await desk.send(id, { ...scheduled, commandId: 'command-2', releaseAt: '2026-03-01T12:00:00Z' }),
      await desk.send(id, { type: 'publish-entry', draftId: 'draft-001', entry }),
      await desk.send(id, { type: 'release-draft', draftId: 'draft-001' }),
      await desk.send(id, scheduled),
    ];
    desk.pass(HOUR_MS);
    await node.look();

    expect(late.map(codeOf)).toEqual([...Array(4).fill('409 draft-published'), 'done']);
    expect(late.at(-1)).toEqual(first);
    expect(await textsOf(desk.context.store, id)).toEqual(['Once']);
    expect(await desk.context.store.drafts(id, {})).toEqual([]);
    await node.close();
  });

  it('is for editors to schedule', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const asked = { draftId: 'draft-001', releaseAt: '2026-03-01T11:00:00Z', entry: { body: paragraphs(['Mine']) } };

    const refused = await desk.send(id, { type: 'schedule-draft', ...asked }, user('contributor'));

    expect(codeOf(refused)).toBe('403 forbidden');
  });
});

describe('a store that fails', () => {
  it('is asked again every second, and complained of once; what was due meanwhile goes then', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    await schedule(desk, id, { text: 'Late', inMs: HOUR_MS });
    let isAway = true;
    const store = wrapped(desk.context.store, {
      scheduledDrafts: limit =>
        isAway ? Promise.reject(new StoreError('unavailable', null)) : desk.context.store.scheduledDrafts(limit),
    });
    const node = await nodeOf({ ...desk.context, store });
    desk.pass(HOUR_MS);
    await node.look();
    await node.look();
    expect([node.waitMs, node.said.map(([level]) => level)]).toEqual([SECOND_MS, ['error']]);

    isAway = false;
    await node.look();

    expect(await textsOf(desk.context.store, id)).toEqual(['Late']);
    await node.close();
  });

  it('for one draft does not hold up the others', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    for (const [n, text] of ['stuck', 'well'].entries()) await schedule(desk, id, { text, inMs: n + 1 });
    const fails = [true, false, true];
    const ids = () => {
      if (fails.shift()) throw new Error('no ids now');
      return desk.context.ids();
    };
    desk.pass(HOUR_MS);

    const node = await nodeOf({ ...desk.context, ids });
    const texts = [await textsOf(desk.context.store, id)];
    for (let n = 0; n < 2; n++) {
      await node.look();
      texts.push(await textsOf(desk.context.store, id));
    }

    expect(texts).toEqual([['well'], ['well'], ['well', 'stuck']]);
    expect(node.said.map(([level]) => level)).toEqual(['error', 'info', 'info']);
    await node.close();
  });

  it('does not keep a node from ending, nor is anything released after that', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    await schedule(desk, id, { text: 'Not from here', inMs: HOUR_MS });
    const node = await nodeOf(desk.context);
    desk.pass(HOUR_MS);

    await node.close();

    expect(node.waitMs).toBe(null);
    expect(await textsOf(desk.context.store, id)).toEqual([]);
  });
});

function wrapped(store: Store, instead: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const own = Reflect.get(instead, name) ?? Reflect.get(target, name, target);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
