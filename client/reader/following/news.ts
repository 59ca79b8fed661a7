import type { ArticleState, Entry, PublishedEntry } from '#shared/article.ts';
import type { Texts } from '../../ui/texts.ts';
import type { Reading, TimelineView } from '../reading.ts';
import { cameAfter, heldEntries, isWanted, type PageWindow } from './held.ts';

/** What changed between two states, as far as a reader is told of it. */
export interface News {
  readonly published: number;
  /** How many of the published ones are key events. */
  readonly keyEvents: number;
  readonly corrected: number;
  readonly withdrawn: number;
}

export const NO_NEWS: News = { published: 0, keyEvents: 0, corrected: 0, withdrawn: 0 };

/** Of what a lens leaves out, and of what became of something held, nothing is told. */
export function newsBetween(
  before: ArticleState,
  after: ArticleState,
  page: PageWindow,
  { revealedTo, view }: Pick<Reading, 'revealedTo' | 'view'>,
): News {
  if (before.position.epoch !== after.position.epoch) return NO_NEWS;
  const known = new Set(before.entries.map(({ number }) => number));
  const newest = before.entries[0]?.number ?? 0;
  const published = after.entries.filter(
    entry => entry.number > newest && !known.has(entry.number) && isWanted(entry, view) && cameAfter(page, entry),
  );
  const picked = (state: ArticleState) => (view ? state.entries.filter(view.isPicked) : state.entries);
  const told = new Set([...picked(before), ...picked(after)].map(({ number }) => number));
  const changed = [...changedBetween(before, after)]
    .filter(([number]) => number <= revealedTo && told.has(number))
    .map(([, kind]) => kind);
  return {
    published: published.length,
    keyEvents: published.filter(isKeyEvent).length,
    corrected: changed.filter(kind => kind === 'corrected').length,
    withdrawn: changed.filter(kind => kind === 'withdrawn').length,
  };
}

/** The known entries that were corrected or withdrawn, by number. */
export function changedBetween(
  before: ArticleState,
  after: ArticleState,
): ReadonlyMap<number, 'corrected' | 'withdrawn'> {
  if (before.position.epoch !== after.position.epoch) return new Map();
  const known = new Map(before.entries.map(entry => [entry.number, entry]));
  const changed = new Map<number, 'corrected' | 'withdrawn'>();
  for (const entry of after.entries) {
    const old = known.get(entry.number);
    if (old === undefined || old === entry || old.retraction !== null) continue;
    if (entry.retraction !== null) changed.set(entry.number, 'withdrawn');
    else if (isCorrected(entry, old)) changed.set(entry.number, 'corrected');
  }
  return changed;
}

export function isKeyEvent(entry: Entry): boolean {
  return entry.retraction === null && entry.keyEvent;
}

/** What waits to be looked at: held entries, and what was corrected or withdrawn where the reader did not see it. */
export function waitingNews(
  state: ArticleState,
  page: PageWindow,
  { revealedTo, unseen, view }: Pick<Reading, 'revealedTo' | 'unseen' | 'view'>,
): Omit<News, 'keyEvents'> {
  const published = heldEntries(state, page, revealedTo, view).length;
  const here = [...unseenHere(state, { revealedTo, unseen, view }).values()];
  const corrected = here.filter(kind => kind === 'corrected').length;
  return { published, corrected, withdrawn: here.length - corrected };
}

/** What was corrected or withdrawn unseen, but for what a lens leaves out. */
export function unseenHere(
  state: ArticleState,
  { revealedTo, unseen, view }: Pick<Reading, 'revealedTo' | 'unseen' | 'view'>,
): Reading['unseen'] {
  if (view === null || unseen.size === 0) return unseen;
  const here = new Set(view.arrange(state, revealedTo).map(({ number }) => number));
  return new Map([...unseen].filter(([number]) => here.has(number)));
}

/** "3 new updates, 1 correction"; empty where there is nothing to say. Clarifications are told of to those who were away. */
export function newsText(
  { published, corrected, clarified = 0, withdrawn }: Omit<News, 'keyEvents'> & { readonly clarified?: number },
  texts: Texts,
  newAt: TimelineView['newAt'] = 'top',
): string {
  const parts = [
    published > 0 && texts.count(newAt === 'end' ? 'newUpdatesBelow' : 'newUpdates', published),
    corrected > 0 && texts.count('corrections', corrected),
    clarified > 0 && texts.count('clarifications', clarified),
    withdrawn > 0 && texts.count('withdrawals', withdrawn),
  ].filter(part => part !== false);
  return new Intl.ListFormat(texts.language, { type: 'unit' }).format(parts);
}

/** Since it was `old`. Among the edits that are new there may be others after the correction. */
export function isCorrected({ edits }: PublishedEntry, old: PublishedEntry): boolean {
  const known = edits.findLastIndex(({ at }) => at === old.edits.at(-1)?.at);
  return edits.slice(known + 1).some(({ kind }) => kind === 'correction');
}
