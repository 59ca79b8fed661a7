import * as z from 'zod';
import { type ArticleCommand, ArticleCreated, CommandAnswer, type CreateArticle } from '#shared/commands.ts';
import type { ImportReport, ImportRequest } from '#shared/imports.ts';
import { type Fetch, type Refused, request } from './request.ts';

/** What became of a command. After `unreachable` it may have been carried out: only the same command, with its id, tells. */
export type Sent<T = CommandAnswer> =
  | { readonly outcome: 'confirmed'; readonly answer: T }
  | Refused
  | { readonly outcome: 'signed-out' }
  | { readonly outcome: 'unreachable'; readonly reason: string };

/** A failed attempt that will be repeated. */
export interface Waiting {
  /** The attempt that comes next, counted from 2. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly reason: string;
}

export interface SendOptions {
  readonly onWaiting?: (waiting: Waiting) => void;
  readonly fetch?: Fetch;
  /** Resolves after `ms`, or sooner where there is reason to try again at once. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How often to try; where left out, for half a minute. */
  readonly attempts?: number;
}

/** Half a minute in all: a restarting server is back by then; after that a person should decide. */
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
const MAX_WAIT_MS = 30_000;

/** The one way a command leaves the admin. It repeats itself under its own id until there is a definite answer, or gives up. */
export function sendCommand(articleId: string, command: ArticleCommand, options: SendOptions = {}): Promise<Sent> {
  return send(`/api/articles/${articleId}/commands`, command, CommandAnswer, options);
}

/** A new article is a command too, save that there is no article yet to post it to. */
export function createArticle(command: CreateArticle, options: SendOptions = {}): Promise<Sent<ArticleCreated>> {
  const { type: _, article, ...rest } = command;
  return send('/api/articles', { ...rest, ...article }, ArticleCreated, options);
}

/** Coverage as text becomes an article with its entries. The import id makes it repeatable. */
export function importCoverage(wish: ImportRequest, options: SendOptions = {}): Promise<Sent<ImportReport>> {
  return send('/api/imports', wish, z.custom<ImportReport>(isObject), options);
}

/** Any post that carries an id under which it may be repeated. */
async function send<S extends z.ZodType>(
  path: string,
  body: unknown,
  answer: S,
  { onWaiting, fetch, wait = untilWorthTrying, attempts = WAITS_MS.length + 1 }: SendOptions,
): Promise<Sent<z.infer<S>>> {
  for (let attempt = 1; ; attempt += 1) {
    const got = await request({ method: 'POST', path, body, answer, ...(fetch ? { fetch } : {}) });
    if (got.outcome === 'ok') return { outcome: 'confirmed', answer: got.value };
    if (got.outcome !== 'unreachable') return got;
    const ownWaitMs = WAITS_MS[attempt - 1];
    if (ownWaitMs === undefined || attempt >= attempts) return { outcome: 'unreachable', reason: got.reason };
    const waitMs = Math.min(Math.max(ownWaitMs, got.retryAfterMs ?? 0), MAX_WAIT_MS);
    onWaiting?.({ attempt: attempt + 1, waitMs, reason: got.reason });
    await wait(waitMs);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The browser says so when the network is back: no need to sit out the wait then. */
function untilWorthTrying(ms: number): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
  });
}
