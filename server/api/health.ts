import { setTimeout as pause } from 'node:timers/promises';
import express, { type Router } from 'express';
import type { Bus } from '#server/bus/bus.ts';
import type { Store } from '#server/store/store.ts';

/** Whoever asks whether we are ready has little patience; a store that takes longer serves nobody. */
const STORE_ANSWERS_WITHIN_MS = 2_000;

interface Health {
  readonly store: Pick<Store, 'check'>;
  readonly bus: Pick<Bus, 'state'>;
  readonly isClosing: () => boolean;
}

/**
 * `/healthz`: the process runs. `/readyz`: it can serve, which a store that fails or a shutdown ends. Without its bus it still can, for
 * the hub looks at the store every second: that is told, and no reason to send readers elsewhere.
 */
export function healthRoutes({ store, bus, isClosing }: Health): Router {
  const router = express.Router();
  const check = onceAtATime(() => answersInTime(store));
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = isClosing() ? 'closing' : (await check()) ? null : 'store';
    response.set('Cache-Control', 'no-store').status(reason === null ? 200 : 503);
    if (reason !== null) return void response.json({ status: 'not ready', reason });
    response.json({ status: 'ready', ...(bus.state().isConnected ? {} : { degraded: ['bus'] }) });
  });
  return router;
}

async function answersInTime(store: Health['store']): Promise<boolean> {
  const done = new AbortController();
  const answered = store.check().then(
    () => true,
    () => false,
  );
  const tooLate = pause(STORE_ANSWERS_WITHIN_MS, false, { signal: done.signal }).catch(() => false);
  const isReady = await Promise.race([answered, tooLate]);
  done.abort();
  return isReady;
}

/** Those who ask while a store hangs must not take its connections one after another. */
function onceAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
