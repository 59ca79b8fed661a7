import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { Admission } from '#server/admission.ts';
import { AskedPosition } from '#server/asked-position.ts';
import type { Config } from '#server/config.ts';
import { EventSubscriber } from '#server/event-subscriber.ts';
import type { Hub } from '#server/hub.ts';
import { isOwnOrigin } from '#server/origin.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { parse, problemHandler } from './problem.ts';

/** For readers of events other than ours, which have no back-off of their own. */
const RETRY_MS = 3_000;
/** Those who come while the server ends are sent away for a time of their own, as those who are there already (D10). */
const RETURN_WITHIN_MS = 20_000;

interface StreamContext {
  readonly config: Pick<Config, 'publicUrl' | 'allowedOrigins'>;
  readonly hub: Pick<Hub, 'follow' | 'leave'>;
  readonly admission: Pick<Admission, 'admit'>;
  readonly log: Logger;
}

/** The readers' stream as text/event-stream, for networks that let no WebSocket through. docs/protocol.md describes it. */
export function streamRoutes({ config, hub, admission, log }: StreamContext): Router {
  const router = express.Router();
  router.use('/articles/:slug/stream', allowOrigin(config));
  router.get('/articles/:slug/stream', async (request, response, next) => {
    const since = positionIn(request);
    if (request.method === 'HEAD') return void begin(response).end();
    const place = admission.admit(request);
    if (!('leave' in place)) throw new RefusalError(place);
    if (response.destroyed) return place.leave();
    const subscriber = new EventSubscriber(response, {
      begin: () => begin(response),
      refuse: code => next(new RefusalError(refusalFor(code))),
    });
    response.on('close', () => {
      place.leave();
      hub.leave(subscriber);
    });
    await hub.follow(subscriber, request.params.slug, since);
  });
  router.use(problemHandler(log));
  return router;
}

/** Where a browser goes on by itself, the address still holds the position it began with, so `Last-Event-ID` has the last word. */
function positionIn(request: Request): Position | null {
  const id = /^(?<epoch>.+):(?<since>\d+)$/.exec(request.get('Last-Event-ID') ?? '')?.groups;
  const { epoch, since } = id ?? request.query;
  return parse(AskedPosition, { epoch, since });
}

function begin(response: Response): Response {
  response.socket?.setNoDelay(true);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    // What proxies must not keep, deflate or collect.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
    Connection: 'close',
  });
  response.write(`retry: ${RETRY_MS}\n\n`);
  return response;
}

/** The rules of sockets: pages of other origins get nothing, save where the configuration names them. */
function allowOrigin(config: StreamContext['config']): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (!isOwnOrigin(request, config)) throw new RefusalError(CROSS_SITE);
    const origin = request.get('Origin');
    if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin);
    next();
  };
}

function refusalFor(code: number): Refusal {
  if (code === CLOSE.unknownArticle)
    return { status: 404, code: 'no-such-article', reason: 'There is no such article.' };
  const isDrain = code === CLOSE.drain;
  return {
    status: 503,
    code: isDrain ? 'closing' : 'store-unavailable',
    reason: isDrain ? 'The server restarts.' : 'The server cannot reach its store.',
    retryAfterMs: Math.random() * RETURN_WITHIN_MS,
  };
}

const CROSS_SITE: Refusal = {
  status: 403,
  code: 'cross-site',
  reason: 'Pages of this origin may not follow articles here; ALLOWED_ORIGINS names those that may.',
};
