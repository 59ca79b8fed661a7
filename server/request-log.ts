import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

/** What a route adds to the request's log line. Never what was written, nor who may sign in with what. */
export interface Noted {
  readonly command?: string;
  readonly articleId?: string;
  readonly seq?: number;
  /** Of the refusal. */
  readonly code?: string;
}

export interface AnsweredRequest {
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  /** False where the client left before the end. */
  readonly isComplete: boolean;
  readonly noted: Noted;
}

/** An editor who waits longer for a command looks at the screen and wonders. */
const SLOW_COMMAND_MS = 1_000;

/** Gives each request an id, which its answer and its log line carry. Neither bodies nor headers are logged. */
export function requestLog(log: Logger, watch: (request: AnsweredRequest) => void = () => {}): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    let isOver = false;
    const over = (isComplete: boolean) => {
      if (isOver) return;
      isOver = true;
      const { method } = request;
      const { statusCode: status } = response;
      const ms = Math.round(performance.now() - began);
      const path = request.originalUrl.split('?', 1)[0];
      const noted: Noted = response.locals.noted ?? {};
      const isSlow = noted.command !== undefined && ms > SLOW_COMMAND_MS;
      const left = isComplete ? {} : { left: true };
      log[isSlow ? 'warn' : 'info']({ requestId, method, path, status, ms, ...left, ...noted }, 'request');
      watch({ method, status, ms, isComplete, noted });
    };
    response.on('finish', () => over(true)).on('close', () => over(false));
    next();
  };
}

export function note(response: Response, noted: Noted): void {
  response.locals.noted = { ...response.locals.noted, ...noted };
}
