import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article, Entry } from '#shared/article.ts';
import { MAX_CONTENT_BYTES, MAX_EDITS } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { decide } from './decide.ts';
import type { Scene } from './decision.ts';
import { makeArticle, makeDraft, makeEntry } from './test-bench/make-article.ts';
import { accepted, command, makeScene, NOW, user } from './test-bench/make-scene.ts';

const article = makeArticle();
const entry = makeEntry({ number: 3, version: 2, headline: 'Docked' });
const tombstone: Entry = {
  ...{ id: entry.id, number: 3, publishedAt: entry.publishedAt, version: 3 },
  retraction: { at: NOW, reason: 'wrong' },
};

const edit = (given: object, more: object = {}, scene: Partial<Scene> = { entry }) =>
  decide(
    command({ type: 'edit-entry', entryId: entry.id, expectedVersion: 2, kind: 'minor', entry: given, ...more }),
    makeScene(article, scene),
  );
const retract = (more: object = {}, scene: Partial<Scene> = { entry }) =>
  decide(
    command({ type: 'retract-entry', entryId: entry.id, expectedVersion: 2, reason: 'wrong', ...more }),
    makeScene(article, scene),
  );

describe('editing an entry', () => {
  it('changes what was given and nothing else; a minor edit leaves no trace but its time', () => {
    const edited = { ...entry, keyEvent: true, version: 3, editedAt: NOW };
    expect(edit({ keyEvent: true }, { note: 'not for readers' })).toEqual({
      ...accepted({ type: 'entry-edited', entry: edited }),
      entryId: entry.id,
    });
  });

  it.each([
    ['update', null, null],
    ['update', 'More is known.', 'More is known.'],
    ['clarification', 'Which crew.', 'Which crew.'],
    ['correction', 'It was Armstrong.', 'It was Armstrong.'],
  ] as const)('tells readers of a %s with note %j', (kind, note, told) => {
    expect(edit({}, { kind, note })).toMatchObject({
      changes: [{ entry: { edits: [{ at: NOW, kind, note: told }] } }],
    });
  });

  it.each(['clarification', 'correction'])('refuses a %s without a note', kind => {
    for (const note of [null, '', '  '])
      expect(edit({}, { kind, note })).toEqual({
        verdict: 'refused',
        refusal: {
          ...{ status: 422, code: 'note-needed', field: 'note' },
          reason: `A ${kind} tells readers what was wrong: write a note.`,
        },
      });
  });

  it('[D8] refuses who started from another version, and shows the present one', () => {
    for (const expectedVersion of [1, 3]) expect(edit({ headline: 'Mine' }, { expectedVersion })).toEqual(STALE);
  });

  it('takes no text away: an entry keeps a headline or a text', () => {
    expect(edit({ headline: null, body: paragraphs([]) })).toMatchObject({ refusal: { code: 'empty-entry' } });
    expect(edit({ body: paragraphs([]) })).toMatchObject({ verdict: 'accepted' });
  });

  it('refuses more than one piece may hold', () => {
    const body = paragraphs(Array(4).fill('x'.repeat(MAX_CONTENT_BYTES / 4)));
    expect(edit({ body })).toMatchObject({ refusal: { status: 413, code: 'too-large', field: 'entry' } });
  });

  it('keeps the newest edits of many', () => {
    const edits = Array.from({ length: MAX_EDITS }, (_, n) => ({ at: NOW, kind: 'update' as const, note: `${n}` }));
    expect(edit({}, { kind: 'update', note: 'newest' }, { entry: { ...entry, edits } })).toMatchObject({
      changes: [{ entry: { edits: [...edits.slice(1), { at: NOW, kind: 'update', note: 'newest' }] } }],
    });
  });

  it('lets old notes go where they would keep an editor from a correction', () => {
    const edits = Array(MAX_EDITS).fill({ at: NOW, kind: 'update', note: 'ж'.repeat(1_000) });
    const long = { ...entry, body: paragraphs(['x'.repeat(9_000)]), edits };
    const decision = edit({}, { kind: 'correction', note: 'It was Armstrong.' }, { entry: long });
    const [change] = decision.verdict === 'accepted' ? decision.changes : [];
    const kept = change?.type === 'entry-edited' && change.entry.retraction === null ? change.entry.edits : [];
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.at(-1)).toEqual({ at: NOW, kind: 'correction', note: 'It was Armstrong.' });
    expect(Buffer.byteLength(JSON.stringify(change))).toBeLessThan(MAX_CONTENT_BYTES + 100);
  });

  it('lets go of the draft it was written as, unless that is somebody else’s', () => {
    const draftId = 'draft-001';
    expect(edit({ headline: 'Mine' }, { draftId })).toMatchObject({ publishedDraftId: draftId });
    const elsewhere = makeDraft({ id: draftId });
    expect(edit({ headline: 'Mine' }, { draftId }, { entry, draft: elsewhere })).toMatchObject({
      refusal: { status: 403, code: 'not-your-draft' },
    });
  });

  it('refuses what is not there or was withdrawn', () => {
    expect(edit({}, {}, { entry: null })).toEqual(NO_SUCH_ENTRY);
    expect(edit({}, {}, { entry: tombstone })).toEqual(WITHDRAWN);
  });
});

describe('withdrawing an entry', () => {
  it('[D11] leaves its place and the reason, nothing of what it said', () => {
    expect(retract()).toEqual({
      ...accepted({ type: 'entry-retracted', entry: tombstone }),
      entryId: entry.id,
    });
  });

  it('unpins it', () => {
    const pinned: Article = { ...article, pinnedEntryId: entry.id };
    const unpinned: Article = { ...article, pinnedEntryId: null, version: 2 };
    expect(retract({}, { entry, article: pinned })).toEqual({
      ...accepted({ type: 'entry-retracted', entry: tombstone }, { type: 'entry-unpinned', article: unpinned }),
      entryId: entry.id,
    });
  });

  it('[D8] refuses who has not seen the present version', () => {
    expect(retract({ expectedVersion: 1 })).toEqual(STALE);
  });

  it('does nothing the second time', () => {
    expect(retract({ expectedVersion: 9 }, { entry: tombstone })).toEqual({ ...accepted(), entryId: entry.id });
  });

  it('refuses what is not there', () => {
    expect(retract({}, { entry: null })).toEqual(NO_SUCH_ENTRY);
  });
});

describe('removing an article', () => {
  const remove = (scene: Partial<Scene>) => decide(command({ type: 'remove-article' }), makeScene(article, scene));

  it('is for samples and for articles without entries', () => {
    const removed = { ...accepted(), removeArticle: true };
    expect(remove({})).toEqual(removed);
    expect(remove({ article: { ...article, sample: true }, lastNumber: 9 })).toEqual(removed);
  });

  it('is refused where readers have read', () => {
    expect(remove({ lastNumber: 1 })).toMatchObject({
      verdict: 'refused',
      refusal: { status: 422, code: 'has-entries' },
    });
  });
});

describe('whatever is asked', () => {
  const anyCommand = fc.oneof(
    fc.record({ type: fc.constant('publish-entry'), number: fc.integer({ min: 1, max: 30 }) }),
    fc.constant({ type: 'publish-entry' }),
    fc.record({ type: fc.constant('edit-entry'), at: fc.nat(20), expectedVersion: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constant('retract-entry'), at: fc.nat(20), expectedVersion: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constant('pin-entry'), at: fc.nat(20) }),
    fc.constant({ type: 'unpin-entry' }),
    fc.record({ type: fc.constant('edit-article'), expectedVersion: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ type: fc.constant('set-status'), status: fc.constantFrom('live', 'ended') }),
  );

  it('[D1] versions and numbers only grow, and what was withdrawn stays so', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60 }), asked => {
        let now: Newsroom = { article, entries: new Map(), lastNumber: 0 };
        for (const [index, one] of asked.entries()) now = step(now, one, index);
      }),
    );
  });
});

interface Newsroom {
  readonly article: Article;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly lastNumber: number;
}

function step(now: Newsroom, asked: { type: string; at?: number }, index: number): Newsroom {
  const { at = 0, ...fields } = asked;
  const known = [...now.entries.values()][at] ?? null;
  const entryId = known?.id ?? 'no-such-entry';
  const needsEntry = ['edit-entry', 'retract-entry', 'pin-entry'].includes(asked.type);
  const content = { entry: asked.type === 'publish-entry' ? { body: paragraphs(['x']) } : {}, kind: 'minor' };
  const decision = decide(
    command({
      ...(needsEntry ? { entryId } : {}),
      ...(asked.type === 'edit-entry' ? content : {}),
      ...(asked.type === 'publish-entry' ? { entry: content.entry } : {}),
      ...(asked.type === 'edit-article' ? { article: {} } : {}),
      ...fields,
    }),
    makeScene(now.article, {
      ...{ entry: needsEntry ? known : null, lastNumber: now.lastNumber, user: user('admin') },
      newId: () => `entry-${index}-of-the-run`,
    }),
  );
  let { article: latest, lastNumber } = now;
  const entries = new Map(now.entries);
  for (const change of decision.verdict === 'accepted' ? decision.changes : []) {
    if ('article' in change) {
      expect(change.article.version).toBe(latest.version + 1);
      expect(change.article.contentVersion).toBeGreaterThanOrEqual(latest.contentVersion);
      latest = change.article;
    }
    if (!('entry' in change)) continue;
    const before = entries.get(change.entry.id);
    if (change.type === 'entry-published') expect(change.entry.number).toBeGreaterThan(lastNumber);
    else if (change.type === 'entry-pinned') expect(change.entry).toEqual(before);
    else expect(change.entry.version).toBe((before?.version ?? 0) + 1);
    if (before !== undefined) expect(change.entry.number).toBe(before.number);
    expect(before?.retraction ?? null).toBe(null);
    lastNumber = Math.max(lastNumber, change.entry.number);
    entries.set(change.entry.id, change.entry);
  }
  return { article: latest, entries, lastNumber };
}

const STALE = {
  verdict: 'refused',
  refusal: {
    ...{ status: 409, code: 'stale-version', current: entry },
    reason: 'The entry was changed since you opened it.',
  },
};
const NO_SUCH_ENTRY = {
  verdict: 'refused',
  refusal: {
    ...{ status: 404, code: 'no-such-entry', field: 'entryId' },
    reason: 'There is no such entry in this article.',
  },
};
const WITHDRAWN = {
  verdict: 'refused',
  refusal: { status: 409, code: 'retracted', reason: 'The entry was withdrawn.', current: tombstone },
};
