import type { Logger } from 'pino';
import type { Store } from '#server/store/store.ts';

/** A text that shows it may lie in a browser that is not online; after that its writer uploads it again. */
const UNSHOWN_MS = 24 * 60 * 60 * 1_000;
const LOOK_EVERY_MS = 10 * 60 * 1_000;
/** In one transaction: a picture with its copies has some megabytes, and whoever publishes meanwhile waits. */
const AT_A_TIME = 10;

interface CollectingParts {
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'info' | 'error'>;
  /** Calls back after a while; returns how to prevent it. */
  readonly after?: (ms: number, work: () => void) => () => void;
}

/** Erases what was uploaded and is shown by nothing. Every node does, so that it happens whoever is alive; what one has taken is gone for all. */
export function startCollecting({ store, clock, log, after = afterTimeout }: CollectingParts): {
  close(): Promise<void>;
} {
  let isClosed = false;
  let collecting: Promise<void> = Promise.resolve();
  let stopTimer = wait();

  function wait(): () => void {
    return after(LOOK_EVERY_MS, () => {
      collecting = collect()
        .catch(error => log.error({ err: error }, 'pictures that nothing shows were not erased; it is tried again'))
        .then(() => {
          if (!isClosed) stopTimer = wait();
        });
    });
  }

  async function collect(): Promise<void> {
    let files = 0;
    for (let erased = 1; erased > 0 && !isClosed; files += erased)
      erased = await store.transaction(tx => tx.collectPictures(clock() - UNSHOWN_MS, AT_A_TIME));
    if (files > 0) log.info({ files }, 'erased pictures that nothing shows');
  }

  return {
    async close() {
      isClosed = true;
      stopTimer();
      await collecting;
    },
  };
}

function afterTimeout(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
