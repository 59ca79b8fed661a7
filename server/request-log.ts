import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Gives each request an id, which its answer and its log line carry. Neither bodies nor headers are logged. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    response.on('finish', () => {
      const ms = Math.round(performance.now() - began);
      const path = request.originalUrl.split('?', 1)[0];
      log.info({ requestId, method: request.method, path, status: response.statusCode, ms }, 'request');
    });
    next();
  };
}
