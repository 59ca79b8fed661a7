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
}

const STORAGE_KEY = 'pressbox-visits';
const MAX_KEPT = 50;
/** Who was away for less has not been away. */
const MIN_AWAY_MS = 60_000;

/** Where the reader of this page had come to before, if anything has happened since. A log that began meanwhile tells nothing of that. */
export function visitBefore({ page }: Reader): Visit | null {
  const { article, position } = page.state;
  const last = page.before === null ? readVisits()[article.slug] : undefined;
  if (!isVisit(last) || last.epoch !== position.epoch || last.seq >= position.seq) return null;
  return page.now - last.at < MIN_AWAY_MS ? null : last;
}

/** Keeps how far the reader has come, for the next time; what is held does not count. */
export function keepVisit({ article, reading, page }: Reader): () => void {
  if (page.before !== null) return () => {};
  const stop = new AbortController();
  let visit: Visit | null = null;

  function note(): void {
    const { article: state, serverAheadMs } = article.store.getState();
    const { revealedTo } = reading.getState();
    if (hasHeld(state, reading.getState()) && visit !== null) return;
    const at = serverAheadMs === null ? page.now : Date.now() + serverAheadMs;
    visit = { ...state.position, number: revealedTo, at };
  }
  function keep(): void {
    note();
    if (visit !== null) writeVisit(page.state.article.slug, visit);
  }

  note();
  const stops = [article.store.subscribe(note), reading.subscribe(note)];
  addEventListener('pagehide', keep, { signal: stop.signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keep(), {
    signal: stop.signal,
  });
  return () => {
    for (const end of stops) end();
    stop.abort();
  };
}

function writeVisit(slug: string, visit: Visit): void {
  const { [slug]: _, ...others } = readVisits();
  const kept = Object.entries(others).slice(1 - MAX_KEPT);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries([...kept, [slug, visit]])));
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
