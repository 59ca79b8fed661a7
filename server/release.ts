import type { Logger } from 'pino';
import type { ScheduledDraft } from './store/store.ts';
import { type WriteContext, writeRelease } from './write.ts';

/** Another node, or another editor, may have scheduled something since. */
const LOOK_EVERY_MS = 1_000;
/** What is taken from the store at a time; where more is due, the rest follows at once. */
const LOOK_AT = 100;

export interface ReleaseParts {
  readonly writing: WriteContext;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Calls back after a while; returns how to prevent it. */
  readonly after?: (ms: number, work: () => void) => () => void;
}

export interface Releases {
  /** Nothing more is released from here; what was under way is done. */
  close(): Promise<void>;
}

/**
 * Lets go of what was scheduled. Every node does, so that it happens whoever is alive; that it happens once is seen to by the
 * transaction in server/write.ts. What is late, because nobody was there, goes at once and in its order.
 */
export function startReleases({ writing, log, after = afterTimeout }: ReleaseParts): Releases {
  const { store, clock } = writing;
  /** Those that failed and were reported; null stands for the store as a whole. */
  const failing = new Set<string | null>();
  let isClosed = false;
  let stopTimer = () => {};
  let looking = look();

  /** Answers how long nothing has to be done. */
  async function releaseDue(): Promise<number> {
    const scheduled = await store.scheduledDrafts(LOOK_AT);
    failing.delete(null);
    const now = clock();
    const due = scheduled.filter(({ releaseAt }) => releaseAt <= now);
    let failed = 0;
    for (const draft of due) if (!isClosed && !(await release(draft))) failed += 1;
    const next = scheduled.find(({ releaseAt }) => releaseAt > now);
    if (due.length === LOOK_AT && failed === 0) return 0;
    return Math.min(LOOK_EVERY_MS, next === undefined ? LOOK_EVERY_MS : Math.max(0, next.releaseAt - clock()));
  }

  /** False where it has to be tried again. */
  async function release(draft: ScheduledDraft): Promise<boolean> {
    const { articleId, draftId, releaseAt } = draft;
    try {
      const released = await writeRelease(writing, draft);
      const about = { articleId, draftId, lateMs: clock() - releaseAt };
      if (released.status === 'published') log.info({ ...about, entryId: released.entryId }, 'released as scheduled');
      if (released.status === 'kept') log.warn({ ...about, reason: released.reason }, 'not released: kept as a draft');
      failing.delete(draftId);
      return true;
    } catch (error) {
      report(draftId, error, { articleId, draftId });
      return false;
    }
  }

  async function look(): Promise<void> {
    const waitMs = await releaseDue().catch(error => {
      report(null, error, {});
      return LOOK_EVERY_MS;
    });
    if (isClosed) return;
    stopTimer = after(waitMs, () => {
      looking = look();
    });
  }

  /** Once, until it is over: it is tried every second. */
  function report(what: string | null, error: unknown, about: object): void {
    if (isClosed || failing.has(what)) return;
    failing.add(what);
    log.error({ ...about, err: error }, 'scheduled releases wait and are tried again');
  }

  return {
    async close() {
      isClosed = true;
      stopTimer();
      await looking;
    },
  };
}

function afterTimeout(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
