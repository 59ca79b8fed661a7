import type { Entry, PublishedEntry } from '#shared/article.ts';
import type { Change } from '#shared/protocol.ts';
import type { Visit } from '../following/visits.ts';

/** What happened since a visit. */
export interface Missed {
  /** Still there, oldest first. */
  readonly published: readonly PublishedEntry[];
  /** How many of those that were known then. */
  readonly corrected: number;
  readonly withdrawn: number;
}

export function missedIn(changes: readonly Change[], visit: Visit): Missed {
  const published = new Map<number, Entry>();
  const corrected = new Set<number>();
  const withdrawn = new Set<number>();
  for (const change of changes) {
    if (change.seq <= visit.seq || !('entry' in change)) continue;
    const { entry } = change;
    if (entry.number > visit.number) published.set(entry.number, entry);
    else if (change.type === 'entry-retracted') withdrawn.add(entry.number);
    else if (change.type === 'entry-edited' && isCorrection(entry, change.at)) corrected.add(entry.number);
  }
  for (const number of withdrawn) corrected.delete(number);
  return {
    published: [...published.values()]
      .filter(entry => entry.retraction === null)
      .toSorted((a, b) => a.number - b.number),
    corrected: corrected.size,
    withdrawn: withdrawn.size,
  };
}

/** A minor edit after a correction repeats the correction's note, but is none. */
function isCorrection(entry: Entry, at: number): boolean {
  const last = entry.retraction === null ? entry.edits.at(-1) : undefined;
  return last?.kind === 'correction' && Date.parse(last.at) === at;
}
