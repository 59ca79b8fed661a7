import type { Reader } from '../reader.ts';
import { hasHeld } from './held.ts';

/** How far a reader had come in an article. It is kept on the device and never leaves it. */
export interface Visit {
  readonly epoch: string;
  readonly seq: number;
  /** The highest number that was on screen. */
  readonly number: number;
  /** By the server's clock, in milliseconds. */
  readonly at: number;
  /** How many edits were noted at each entry that was on screen, by its number. */
  readonly seen?: Readonly<Record<string, number>>;
}

/** Entries that have been on screen, by number, and how many edits were noted at each. */
export type SeenEntries = ReadonlyMap<number, number>;

/** A time that the reader was not there. */
export interface Absence {
  readonly from: Visit;
  /** What is newer was told of as it came. */
  readonly upTo: number;
}

const STORAGE_KEY = 'pressbox-visits';
const MAX_KEPT = 50;
/** Of each visit. */
const MAX_SEEN = 60;
/** Who was away for less has not been away. */
const MIN_AWAY_MS = 60_000;
/** Who looks at another tab for less has not been away either. */
const MIN_HIDDEN_MS = 5 * 60_000;

/** Where the reader of this page had come to before, if anything has happened since. A log that began meanwhile tells nothing of that. */
export function absenceBefore({ page }: Reader): Absence | null {
  const { article, position } = page.state;
  const last = page.before === null ? readVisits()[article.slug] : undefined;
  if (!isVisit(last) || last.epoch !== position.epoch || last.seq >= position.seq) return null;
  return page.now - last.at < MIN_AWAY_MS ? null : { from: last, upTo: position.seq };
}

/** What of this article was on screen at an earlier visit. */
export function seenBefore({ page }: Reader): SeenEntries {
  const { article, position } = page.state;
  const last = readVisits()[article.slug];
  if (!isVisit(last) || last.epoch !== position.epoch) return new Map();
  return new Map(Object.entries(Object(last.seen)).map(([number, edits]) => [Number(number), Number(edits)]));
}

export interface VisitOptions {
  /** What has been on screen by now. */
  readonly seen: SeenEntries;
  /** The reader was in another tab for a while. */
  onReturn(absence: Absence): void;
}

/** Keeps how far the reader has come, for the next time; what is held or left out by a lens does not count. */
export function keepVisit({ article, reading, page }: Reader, { seen, onReturn }: VisitOptions): () => void {
  if (page.before !== null) return () => {};
  const stop = new AbortController();
  let visit: Visit | null = null;
  /** Where and when another tab took the reader's place. */
  let left: { readonly visit: Visit; readonly at: number } | null = null;

  function note(): void {
    const { article: state } = article.store.getState();
    const { revealedTo, view } = reading.getState();
    if (view !== null && !state.entries.every(entry => view.isPicked(entry))) return;
    if (hasHeld(state, reading.getState()) && visit !== null) return;
    visit = { ...state.position, number: revealedTo, at: article.now() };
  }
  function noteIfSeen(): void {
    if (document.visibilityState === 'visible' || visit === null) note();
  }
  function write(): void {
    if (visit !== null) writeVisit(page.state.article.slug, { ...visit, seen: newestOf(Object.fromEntries(seen)) });
  }
  function turn(): void {
    if (document.visibilityState === 'hidden') {
      note();
      write();
      left = visit && { visit, at: article.now() };
    } else if (left !== null && article.now() - left.at >= MIN_HIDDEN_MS) {
      onReturn({ from: left.visit, upTo: Number.POSITIVE_INFINITY });
    }
  }
  function leave(): void {
    noteIfSeen();
    write();
  }

  note();
  const stops = [article.store.subscribe(noteIfSeen), reading.subscribe(noteIfSeen)];
  addEventListener('pagehide', leave, { signal: stop.signal });
  document.addEventListener('visibilitychange', turn, { signal: stop.signal });
  return () => {
    for (const end of stops) end();
    stop.abort();
  };
}

/** Another tab may have come further since: then its visit stays, with what was on screen in either of them. */
export function furthest(visit: Visit, stored: unknown): Visit {
  if (!isVisit(stored)) return visit;
  const isSameLog = stored.epoch === visit.epoch;
  const ahead = (isSameLog && stored.seq - visit.seq) || stored.at - visit.at;
  const last = ahead > 0 ? stored : visit;
  return isSameLog ? { ...last, seen: newestOf({ ...stored.seen, ...visit.seen, ...last.seen }) } : last;
}

/** Numbers as keys are in their order, whenever they came. */
function newestOf(seen: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(seen).slice(-MAX_SEEN));
}

function writeVisit(slug: string, visit: Visit): void {
  const { [slug]: stored, ...others } = readVisits();
  const kept = Object.entries(others).slice(1 - MAX_KEPT);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries([...kept, [slug, furthest(visit, stored)]])));
  } catch {
    // Storage may be forbidden or full: then nothing is said on the next visit.
  }
}

function readVisits(): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'));
  } catch {
    return {};
  }
}

/** Whatever lies there. */
function isVisit(value: unknown): value is Visit {
  const { epoch, seq, number, at } = Object(value);
  return typeof epoch === 'string' && [seq, number, at].every(Number.isFinite);
}
