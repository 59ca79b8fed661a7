import type { Article, ArticleState, Entry } from './article.ts';
import type { Change, EntriesPage, Snapshot } from './protocol.ts';

/**
 * All the merging there is: for the server, the reader's page and the admin. One rule, the higher version wins, so repeats do
 * nothing and pages may come in any order.
 */

/** `known`: already applied. `gap`: something between is missing; ask for it. `other-epoch`: another log; start over. */
export type Applied =
  | { readonly verdict: 'applied'; readonly state: ArticleState }
  | { readonly verdict: 'known' | 'gap' | 'other-epoch' };

export function applyChange(state: ArticleState, change: Change): Applied {
  if (change.epoch !== state.position.epoch) return { verdict: 'other-epoch' };
  if (change.seq <= state.position.seq) return { verdict: 'known' };
  if (change.seq > state.position.seq + 1) return { verdict: 'gap' };
  const article = 'article' in change ? newerArticle(state.article, change.article) : state.article;
  const entries = 'entry' in change ? mergeEntry(state.entries, change.entry) : state.entries;
  return {
    verdict: 'applied',
    state: { ...state, article, entries, position: { epoch: change.epoch, seq: change.seq } },
  };
}

/** `stale`: read before this state's snapshot, so edits may be missing from it. `elsewhere`: it does not adjoin what is here. */
export type OlderAdded =
  | { readonly verdict: 'added'; readonly state: ArticleState }
  | { readonly verdict: 'stale' | 'elsewhere' | 'other-epoch' };

export function addOlder(state: ArticleState, page: EntriesPage): OlderAdded {
  if (page.position.epoch !== state.position.epoch) return { verdict: 'other-epoch' };
  if (page.position.seq < state.snapshotSeq) return { verdict: 'stale' };
  if (page.before < state.completeFrom) return { verdict: 'elsewhere' };
  const completeFrom = Math.min(state.completeFrom, page.older?.before ?? 1);
  return {
    verdict: 'added',
    state: { ...state, completeFrom, entries: page.entries.reduce(mergeEntry, state.entries) },
  };
}

/** With entries that were read on their own: they are known by chance, and belong to the timeline only where a lens picks them. */
export function withKnown(state: ArticleState, entries: readonly Entry[]): ArticleState {
  return { ...state, entries: entries.reduce(mergeEntry, state.entries) };
}

export function fromSnapshot(snapshot: Snapshot): ArticleState {
  return {
    article: snapshot.article,
    entries: snapshot.entries.toSorted((a, b) => b.number - a.number),
    completeFrom: snapshot.older?.before ?? 1,
    position: snapshot.position,
    snapshotSeq: snapshot.position.seq,
  };
}

/** A snapshot that came late, from an earlier place of the same log, must not take a reader back (D1). */
export function isBehind(snapshot: Snapshot, state: ArticleState): boolean {
  return snapshot.position.epoch === state.position.epoch && snapshot.position.seq < state.position.seq;
}

/** The timeline: every entry from `completeFrom` on, newest first. */
export function timelineOf(state: ArticleState): readonly Entry[] {
  return state.entries.filter(entry => entry.number >= state.completeFrom);
}

function newerArticle(mine: Article, theirs: Article): Article {
  return theirs.version > mine.version ? theirs : mine;
}

function mergeEntry(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const at = entries.findIndex(known => known.number <= entry.number);
  if (at === -1) return [...entries, entry];
  const known = entries[at];
  if (known?.number !== entry.number) return entries.toSpliced(at, 0, entry);
  return entry.version > known.version ? entries.with(at, entry) : entries;
}
