import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type * as z from 'zod';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { note } from '#server/request-log.ts';
import { StoreError } from '#server/store/store.ts';
import type { Problem } from '#shared/commands.ts';

/** JSON may nest this deep: a list in a list in a body in a command stays well below it. */
const MAX_JSON_DEPTH = 32;

/** Sends a refusal as problem details (RFC 9457). */
function sendRefusal(response: Response, { status, code, reason, retryAfterMs, ...more }: Refusal): void {
  const problem: Problem = { title: TITLES[status] ?? 'Refused', status, code, detail: reason, ...(more as object) };
  setRetryAfter(response, { retryAfterMs });
  response.removeHeader('ETag');
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

/** When to come back, in whole seconds. */
export function setRetryAfter(
  response: Response,
  { retryAfterMs }: { readonly retryAfterMs?: number | undefined },
): void {
  if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(retryAfterMs / 1_000)));
}

/** What a schema makes of a request; throws a refusal that names every field and reason. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  if (isTooDeep(value))
    throw new RefusalError(malformed([{ field: '', reason: `nested deeper than ${MAX_JSON_DEPTH} levels` }]));
  const parsed = schema.safeParse(wellFormed(value));
  if (parsed.success) return parsed.data;
  throw new RefusalError(malformed(parsed.error.issues.flatMap(issue => reasons(issue, []))));
}

/** For paths that no route serves. */
export const notFound: RequestHandler = () => {
  throw new RefusalError({ status: 404, code: 'not-found', reason: 'There is nothing at this address.' });
};

/** Outside the API everything is there to be read, and nothing takes more. */
export const readOnly: RequestHandler = ({ method }, response, next) => {
  if (READING.includes(method)) return next();
  response.set('Allow', READING.join(', '));
  throw new RefusalError({ status: 405, code: 'read-only', reason: 'This address can only be read.' });
};

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** The last word on every error of the API: refusals as they are, the store's as 503 or 507, all else as a bare 500. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = refusalFor(error);
    note(response, { code: refusal.code });
    // What was refused on purpose is no failure.
    if (refusal.status >= 500 && !(error instanceof RefusalError))
      log.error({ err: error, requestId: response.locals.requestId, path: request.path }, 'request failed');
    sendRefusal(response, refusal);
  };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Out of date',
  413: 'Too large',
  415: 'Unsupported type',
  422: 'Refused',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'No space left',
};

export function refusalFor(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal;
  if (error instanceof StoreError)
    return error.kind === 'full'
      ? {
          status: 507,
          code: 'store-full',
          reason: 'The server has no space left. Nothing was published; your text is kept.',
        }
      : {
          status: 503,
          code: 'store-unavailable',
          reason: 'The server cannot reach its store. Nothing was published; your text is kept.',
          retryAfterMs: 2_000,
        };
  return (
    requestRefusal(error) ?? {
      status: 500,
      code: 'internal',
      reason: 'The server failed. Your text is kept; try again.',
    }
  );
}

/** What Express and its body parser say of a request they cannot read. */
function requestRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  switch (error.status) {
    case 413:
      return { status: 413, code: 'too-large', reason: 'The request is larger than the server takes.' };
    case 415:
      return { status: 415, code: 'unsupported-type', reason: 'The encoding of this request is not supported.' };
    case 400:
      return malformed([{ field: '', reason: requestFault(error) }]);
    default:
      return null;
  }
}

function requestFault(error: Error): string {
  if (error instanceof SyntaxError) return `this is not valid JSON: ${error.message}`;
  return error instanceof URIError ? 'the address is not valid' : error.message;
}

function malformed(issues: readonly { field: string; reason: string }[]): Refusal {
  const [first] = issues;
  const where = first?.field ? `${first.field}: ` : '';
  const reason = first === undefined ? 'The request is malformed.' : `${where}${first.reason}`;
  return { status: 400, code: 'malformed', reason, ...(first?.field ? { field: first.field } : {}), issues };
}

/** A union says why each of its members refused; the member that came furthest is the one that was meant. */
function reasons(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): { field: string; reason: string }[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({ field: fieldOf([...path, key]), reason: 'there is no such field' }));
  if (issue.code !== 'invalid_union' || issue.errors.length === 0)
    return [{ field: fieldOf(path), reason: issue.message }];
  const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  return deepest.flatMap(inner => reasons(inner, path));
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(...issues.map(issue => issue.path.length), 0);
}

/** Half a character in a text would be written otherwise by the server than by a browser, whose page would then not be the server's. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, wellFormed(inner)]));
}

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > MAX_JSON_DEPTH) return true;
    level = level.flatMap(item => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
