import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article, ArticleState, Entry, PublishedEntry } from './article.ts';
import { paragraphs } from './body-text.ts';
import { addOlder, applyChange, fromSnapshot, isBehind, timelineOf } from './changes.ts';
import type { Change, EntriesPage, Snapshot } from './protocol.ts';

const RUNS = 10_000;
const EPOCH = 'epoch-0123456789';
const OTHER_EPOCH = 'epoch-9876543210';
const AT = '1969-07-20T20:17:40.000Z';

const ARTICLE: Article = {
  id: 'article-1',
  slug: 'eagle',
  version: 1,
  contentVersion: 1,
  status: 'live',
  pinnedEntryId: null,
  summary: null,
  sample: false,
  createdAt: AT,
  editedAt: null,
  dateLine: '',
  headline: 'The Eagle has landed',
  standfirst: '',
  body: paragraphs([]),
  source: null,
  language: 'en',
  timeZone: 'UTC',
  authors: [],
  featured: null,
  related: [],
  startsAt: null,
};

function entryOf(number: number, version = 1): PublishedEntry {
  return {
    id: `entry-of-${number}`,
    number,
    version,
    publishedAt: AT,
    headline: null,
    body: paragraphs([`Entry ${number} as of version ${version}`]),
    authors: [],
    source: null,
    language: 'en',
    keyEvent: false,
    tags: [],
    displayAt: null,
    editedAt: null,
    edits: [],
    retraction: null,
  };
}

function retractedOf(number: number, version: number): Entry {
  const { id, publishedAt } = entryOf(number);
  return { id, number, version, publishedAt, retraction: { at: AT, reason: 'Wrong.' } };
}

function numbered(from: number, to: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, step) => entryOf(to - step));
}

function stateOf(from: number, to: number, seq = to): ArticleState {
  return fromSnapshot(snapshotOf(numbered(from, to), seq, from));
}

function snapshotOf(entries: Entry[], seq: number, from = 1): Snapshot {
  return { article: ARTICLE, entries, position: { epoch: EPOCH, seq }, older: from > 1 ? { before: from } : null };
}

function pageOf(entries: Entry[], fields: Partial<EntriesPage>): EntriesPage {
  return { before: 21, entries, position: { epoch: EPOCH, seq: 40 }, older: null, ...fields };
}

function changeOf(seq: number, entry: Entry, epoch = EPOCH): Change {
  const type = entry.retraction !== null ? 'entry-retracted' : entry.version > 1 ? 'entry-edited' : 'entry-published';
  return { type, epoch, seq, at: seq, entry };
}

function applied(state: ArticleState, ...changes: Change[]): ArticleState {
  return changes.reduce((now, change) => {
    const next = applyChange(now, change);
    return next.verdict === 'applied' ? next.state : now;
  }, state);
}

describe('applyChange', () => {
  it('puts a published entry on top and moves on by one', () => {
    const state = applied(stateOf(1, 2), changeOf(3, entryOf(3)));
    expect(state.entries).toEqual(numbered(1, 3));
    expect(state.position).toEqual({ epoch: EPOCH, seq: 3 });
  });

  it('changes an entry in its place', () => {
    const state = applied(stateOf(1, 3), changeOf(4, entryOf(2, 2)));
    expect(state.entries).toEqual([entryOf(3), entryOf(2, 2), entryOf(1)]);
  });

  it('leaves nothing of what a retracted entry said', () => {
    const state = applied(stateOf(1, 2), changeOf(3, retractedOf(1, 2)));
    expect(JSON.stringify(state)).not.toContain('Entry 1');
    expect(timelineOf(state)).toEqual([entryOf(2), retractedOf(1, 2)]);
  });

  it('takes the article with its higher version, and no lower one', () => {
    const article = { ...ARTICLE, version: 3, status: 'ended' as const };
    const ended = applied(stateOf(1, 2), { type: 'status-set', epoch: EPOCH, seq: 3, at: 3, article });
    expect(ended.article).toEqual(article);
    const late = { type: 'article-edited', epoch: EPOCH, seq: 4, at: 4, article: { ...ARTICLE, version: 2 } } as const;
    expect(applied(ended, late).article).toEqual(article);
  });

  it('keeps an entry from below the timeline, such as a pinned one, without showing it there', () => {
    const article = { ...ARTICLE, version: 2, pinnedEntryId: 'entry-of-4' };
    const pin: Change = { type: 'entry-pinned', epoch: EPOCH, seq: 50, at: 50, article, entry: entryOf(4) };
    const state = applied(stateOf(21, 22, 49), pin);
    expect(state.entries).toEqual([entryOf(22), entryOf(21), entryOf(4)]);
    expect(timelineOf(state)).toEqual([entryOf(22), entryOf(21)]);
  });

  it.each([
    ['[D3] known, what was applied', changeOf(2, entryOf(2)), 'known'],
    ['[D2] gap, what lies beyond a hole', changeOf(4, entryOf(4)), 'gap'],
    ['[D5] other-epoch, what belongs to another log', changeOf(3, entryOf(3), OTHER_EPOCH), 'other-epoch'],
  ])('%s', (_what, change, verdict) => {
    expect(applyChange(stateOf(1, 2), change)).toEqual({ verdict });
  });
});

describe('addOlder', () => {
  const state = stateOf(21, 40);

  it('continues the timeline downwards', () => {
    const added = addOlder(state, pageOf(numbered(1, 20), {}));
    expect(added).toEqual({ verdict: 'added', state: { ...state, completeFrom: 1, entries: numbered(1, 40) } });
  });

  it('knows how far down it is complete', () => {
    const page = pageOf(numbered(11, 20), { older: { before: 11 } });
    const added = addOlder(state, page);
    expect(added.verdict === 'added' && added.state.completeFrom).toBe(11);
  });

  it('[D11] never brings back what was retracted or edited meanwhile', () => {
    const later = applied(state, changeOf(41, retractedOf(20, 2)), changeOf(42, entryOf(19, 2)));
    const added = addOlder(later, pageOf(numbered(1, 20), {}));
    const expected = [...numbered(21, 40), retractedOf(20, 2), entryOf(19, 2), ...numbered(1, 18)];
    expect(added.verdict === 'added' && added.state.entries).toEqual(expected);
  });

  it.each([
    [
      'stale',
      'read before the snapshot, so that edits may be missing from it',
      { position: { epoch: EPOCH, seq: 39 } },
    ],
    ['elsewhere', 'does not adjoin what is here', { before: 20 }],
    ['other-epoch', 'belongs to another log', { position: { epoch: OTHER_EPOCH, seq: 40 } }],
  ])('refuses a page as %s that %s', (verdict, _why, fields) => {
    expect(addOlder(state, pageOf(numbered(1, 20), fields))).toEqual({ verdict });
  });
});

describe('fromSnapshot and isBehind', () => {
  it('puts the newest first, wherever a pinned entry stood in the snapshot', () => {
    const state = fromSnapshot(snapshotOf([entryOf(4), ...numbered(21, 22)], 50, 21));
    expect(state.entries.map(({ number }) => number)).toEqual([22, 21, 4]);
    expect(state.completeFrom).toBe(21);
  });

  it('[D1] a snapshot is behind only within the same log', () => {
    const state = stateOf(1, 5);
    const behind = [4, 5, 6].map(seq => isBehind(snapshotOf([], seq), state));
    expect(behind).toEqual([true, false, false]);
    const other = { ...snapshotOf([], 1), position: { epoch: OTHER_EPOCH, seq: 1 } };
    expect(isBehind(other, state)).toBe(false);
  });
});

describe('properties', () => {
  /** A log: each number stands for what happens next, an entry's first version or a later one of an entry there is. */
  const log = fc.array(fc.nat(30), { maxLength: 30, size: 'max' }).map(picks => {
    const versions: number[] = [];
    return picks.map((pick, at) => {
      const number = pick < versions.length ? pick + 1 : versions.length + 1;
      const version = (versions[number - 1] ?? 0) + 1;
      versions[number - 1] = version;
      return changeOf(at + 1, pick % 5 === 0 && version > 1 ? retractedOf(number, version) : entryOf(number, version));
    });
  });

  /** What is true after the first `seq` changes, found without the reducer: of each entry the last word. */
  function truth(changes: readonly Change[], seq: number): Entry[] {
    const last = new Map<number, Entry>();
    for (const change of changes.slice(0, seq)) if ('entry' in change) last.set(change.entry.number, change.entry);
    return [...last.values()].toSorted((a, b) => b.number - a.number);
  }

  it('[D1] [D3] whatever arrives in whatever order, the state is the truth at its position, which never falls', () => {
    const arrival = log.chain(changes =>
      fc.record({
        changes: fc.constant(changes),
        order: fc.array(fc.nat(Math.max(0, changes.length - 1)), { maxLength: 90, size: 'max' }),
      }),
    );
    fc.assert(
      fc.property(arrival, ({ changes, order }) => {
        let state = fromSnapshot(snapshotOf([], 0));
        for (const place of order) {
          const change = changes[place];
          const next = change ? applied(state, change) : state;
          expect(next.position.seq).toBeGreaterThanOrEqual(state.position.seq);
          state = next;
        }
        expect(state.entries).toEqual(truth(changes, state.position.seq));
        expect(applied(state, ...changes).entries).toEqual(truth(changes, changes.length));
      }),
      { numRuns: RUNS },
    );
  });

  it('[D3] [D11] older pages read at any later place lead to the same state as having been there all the time', () => {
    const scene = fc.record({ changes: log, snapshotAt: fc.nat(30), pageAt: fc.nat(30), split: fc.nat(30) });
    fc.assert(
      fc.property(scene, ({ changes, snapshotAt, pageAt, split }) => {
        const seq = Math.min(snapshotAt, changes.length);
        const entries = truth(changes, seq);
        const from = 1 + Math.min(split, entries[0]?.number ?? 0);
        const start = fromSnapshot(
          snapshotOf(
            entries.filter(({ number }) => number >= from),
            seq,
            from,
          ),
        );
        const readAt = Math.min(Math.max(pageAt, seq), changes.length);
        const below = truth(changes, readAt).filter(({ number }) => number < from);
        const page = pageOf(below, { before: from, position: { epoch: EPOCH, seq: readAt } });
        const added = addOlder(applied(start, ...changes.slice(seq, pageAt)), page);
        if (added.verdict !== 'added') throw new Error(`The page was refused: ${added.verdict}.`);
        const end = applied(added.state, ...changes.slice(added.state.position.seq));
        expect(timelineOf(end)).toEqual(truth(changes, changes.length));
      }),
      { numRuns: RUNS },
    );
  });
});
