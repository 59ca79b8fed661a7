import express, { type Router } from 'express';
import { requireUser } from '#server/auth/request-user.ts';
import type { DeliveryReport } from '#shared/delivery.ts';

/** Several editors look at it every few seconds; it is made once for those who ask within this time. */
const GOOD_FOR_MS = 1_000;

/** How delivery goes, for whoever is signed in. */
export function deliveryRoutes(makeReport: () => Promise<DeliveryReport>): Router {
  const router = express.Router();
  let latest: { readonly report: Promise<DeliveryReport>; readonly untilMs: number } | null = null;
  router.get('/', requireUser(), async (_request, response) => {
    const nowMs = performance.now();
    if (latest === null || latest.untilMs < nowMs) latest = { report: makeReport(), untilMs: nowMs + GOOD_FOR_MS };
    response.set('Cache-Control', 'no-store').json(await latest.report);
  });
  return router;
}
