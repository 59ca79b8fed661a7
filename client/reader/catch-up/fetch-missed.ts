import type { Change, LogManifest, LogPage, MissedChanges } from '#shared/protocol.ts';
import { articleAddress } from '../../live/article-address.ts';
import type { Visit } from '../following/visits.ts';

/** Of more than the answer about changes holds, so many pages of the log are read: the newest. */
const MAX_PAGES = 5;

interface Found {
  readonly changes: readonly Change[];
  /** Whether that is everything since the visit. */
  readonly isComplete: boolean;
}

/** What the log says of the time since a visit; null where it is another log by now. */
export async function fetchMissed(slug: string, visit: Visit, signal: AbortSignal): Promise<Found | null> {
  const address = articleAddress(slug);
  const get = async (path: string) => {
    const response = await fetch(address + path, { signal });
    if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`);
    return response.json();
  };
  const missed: MissedChanges = await get(
    `/changes?${new URLSearchParams({ epoch: visit.epoch, since: `${visit.seq}` })}`,
  );
  if (missed.position.epoch !== visit.epoch) return null;
  if (missed.type === 'changes') return { changes: missed.changes, isComplete: true };

  const { position, generation, pageSize }: LogManifest = await get('/log');
  if (position.epoch !== visit.epoch) return null;
  const first = Math.floor(visit.seq / pageSize) + 1;
  const last = Math.ceil(position.seq / pageSize);
  const from = Math.max(first, last - MAX_PAGES + 1);
  const numbers = Array.from({ length: last - from + 1 }, (_, index) => from + index);
  const pages: LogPage[] = await Promise.all(numbers.map(page => get(`/log/${visit.epoch}/${generation}/${page}`)));
  return { changes: pages.flatMap(({ changes }) => changes), isComplete: from === first };
}
