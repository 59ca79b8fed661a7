import express, { type Router } from 'express';
import type { Store } from '#server/store/store.ts';

/** `/healthz`: the process runs. `/readyz`: it can serve, which a store that fails or a shutdown ends. */
export function healthRoutes(store: Store, isClosing: () => boolean): Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = isClosing()
      ? 'closing'
      : await store.check().then(
          () => null,
          () => 'store',
        );
    response.set('Cache-Control', 'no-store').status(reason === null ? 200 : 503);
    response.json(reason === null ? { status: 'ready' } : { status: 'not ready', reason });
  });
  return router;
}
