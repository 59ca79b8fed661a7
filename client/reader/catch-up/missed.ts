import type { ArticleState, Entry, PublishedEntry } from '#shared/article.ts';
import type { Change } from '#shared/protocol.ts';
import type { Visit } from '../following/visits.ts';

/** What happened since a visit, oldest first. Of what was known then, each entry is told of once, by the gravest of what became of it. */
export interface Missed {
  /** Still there. */
  readonly published: readonly PublishedEntry[];
  readonly corrected: readonly PublishedEntry[];
  readonly clarified: readonly PublishedEntry[];
  readonly withdrawn: readonly Entry[];
}

type Kind = keyof Missed;

export function missedIn(changes: readonly Change[], visit: Visit): Missed {
  const kinds = new Map<number, Kind>();
  const latest = new Map<number, Entry>();
  for (const change of changes) {
    if (change.seq <= visit.seq || !('entry' in change)) continue;
    const { entry } = change;
    const kind = entry.number > visit.number ? 'published' : kindOf(change);
    latest.set(entry.number, entry);
    if (kind !== null && kinds.get(entry.number) !== 'corrected') kinds.set(entry.number, kind);
    if (kind === 'withdrawn') kinds.set(entry.number, kind);
  }
  const all = [...latest.values()].toSorted((a, b) => a.number - b.number);
  const thatWere = (kind: Kind) => all.filter(({ number }) => kinds.get(number) === kind);
  const thatAre = (kind: Kind) => thatWere(kind).filter(isPublished);
  return {
    published: thatAre('published'),
    corrected: thatAre('corrected'),
    clarified: thatAre('clarified'),
    withdrawn: thatWere('withdrawn'),
  };
}

/** As it stands by now, for the page goes on: what is withdrawn meanwhile is told of as that, and what nobody had seen not at all. */
export function asItStands(missed: Missed, { entries }: Pick<ArticleState, 'entries'>): Missed {
  const known = new Map(entries.map(entry => [entry.number, entry]));
  const now = (then: readonly Entry[]) => then.map(entry => known.get(entry.number) ?? entry);
  const [corrected, clarified] = [now(missed.corrected), now(missed.clarified)];
  const withdrawn = [...missed.withdrawn, ...[...corrected, ...clarified].filter(entry => !isPublished(entry))];
  return {
    published: now(missed.published).filter(isPublished),
    corrected: corrected.filter(isPublished),
    clarified: clarified.filter(isPublished),
    withdrawn: withdrawn.toSorted((a, b) => a.number - b.number),
  };
}

function isPublished(entry: Entry): entry is PublishedEntry {
  return entry.retraction === null;
}

/** A minor edit after a correction repeats the correction's note, but is none. */
function kindOf({ type, entry, at }: Extract<Change, { entry: Entry }>): Exclude<Kind, 'published'> | null {
  if (type === 'entry-retracted') return 'withdrawn';
  const last = entry.retraction === null ? entry.edits.at(-1) : undefined;
  if (type !== 'entry-edited' || last === undefined || Date.parse(last.at) !== at) return null;
  if (last.kind === 'correction') return 'corrected';
  return last.kind === 'clarification' ? 'clarified' : null;
}
