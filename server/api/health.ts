import { setTimeout as pause } from 'node:timers/promises';
import express, { type Router } from 'express';
import type { Bus } from '#server/bus/bus.ts';
import type { Store } from '#server/store/store.ts';

/** Whoever asks whether we are ready has little patience; a store that takes longer serves nobody. */
const STORE_ANSWERS_WITHIN_MS = 2_000;

interface Health {
  readonly store: Pick<Store, 'check' | 'checkWrites'>;
  readonly bus: Pick<Bus, 'state'>;
  readonly isClosing: () => boolean;
}

/**
 * `/healthz`: the process runs. `/readyz`: it can serve, which a store that fails or a shutdown ends. Without its bus it still can, for
 * the hub looks at the store every second, and so it can with a store that takes no writes: that is told, and no reason to send
 * readers elsewhere.
 */
export function healthRoutes({ store, bus, isClosing }: Health): Router {
  const router = express.Router();
  const check = onceAtATime(() => inTime(stateOf(store)));
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const state = isClosing() ? 'closing' : await check();
    const reason = state === 'closing' ? state : state === 'failed' ? 'store' : null;
    response.set('Cache-Control', 'no-store').status(reason === null ? 200 : 503);
    if (reason !== null) return void response.json({ status: 'not ready', reason });
    const degraded = [...(state === 'read-only' ? ['store'] : []), ...(bus.state().isConnected ? [] : ['bus'])];
    response.json({ status: 'ready', ...(degraded.length > 0 && { degraded }) });
  });
  return router;
}

type StoreState = 'well' | 'read-only' | 'failed';

function stateOf(store: Health['store']): Promise<StoreState> {
  const takesWrites = () =>
    store.checkWrites().then(
      () => 'well' as const,
      () => 'read-only' as const,
    );
  return store.check().then(takesWrites, () => 'failed');
}

async function inTime(state: Promise<StoreState>): Promise<StoreState> {
  const done = new AbortController();
  const tooLate = pause(STORE_ANSWERS_WITHIN_MS, 'failed' as const, { signal: done.signal }).catch(() => state);
  const first = await Promise.race([state, tooLate]);
  done.abort();
  return first;
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
