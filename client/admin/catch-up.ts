import type { Position } from '#shared/article.ts';
import type { LiveArticle } from '../live/article.ts';
import { fetchSnapshot } from '../live/browser.ts';

/** What comes over the wire usually comes sooner than this. */
const WIRE_WITHIN_MS = 1_000;
/** Only a connection goes by these. */
const NO_CLOCK = { now: 0, heartbeatMs: 0 };

/**
 * After a command was confirmed, the timeline shows it, even while the connection is away: what the wire does not bring in time is
 * fetched. A snapshot that is behind by then is not taken, so that nothing goes back.
 */
export async function catchUp(live: LiveArticle, position: Position): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, WIRE_WITHIN_MS));
  if (isReached(live, position)) return;
  const { slug } = live.store.getState().article.article;
  const snapshot = await fetchSnapshot(slug).catch(() => null);
  if (snapshot === null || isReached(live, position)) return;
  live.receive({ type: 'reset', snapshot, ...NO_CLOCK });
}

function isReached(live: LiveArticle, { epoch, seq }: Position): boolean {
  const { position } = live.store.getState().article;
  return position.epoch === epoch && position.seq >= seq;
}
