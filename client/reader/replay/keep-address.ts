import { pastPath } from '#shared/addresses.ts';
import type { Playback } from './playback.ts';

/** While it plays; browsers refuse who writes there too often. */
const EVERY_MS = 2_000;

/** The address names the moment that is shown, so that it can be passed on and a reload stays there. Answers the way to stop. */
export function keepAddress(playback: Playback, slug: string): () => void {
  let writtenAt = Number.NEGATIVE_INFINITY;
  const write = () => {
    writtenAt = performance.now();
    const at = new Date(playback.store.getState().at).toISOString();
    history.replaceState(history.state, '', pastPath(slug, at));
  };
  return playback.store.subscribe((now, then) => {
    const isStill = now.status !== 'playing';
    const hasMoved = now.at !== then.at || now.status !== then.status;
    if (hasMoved && (isStill || performance.now() - writtenAt >= EVERY_MS)) write();
  });
}
