import type * as z from 'zod';
import { Problem } from '#shared/commands.ts';

/** The answer was lost or never came: what the server did is not known. */
interface Unreachable {
  readonly outcome: 'unreachable';
  readonly reason: string;
  readonly retryAfterMs: number | null;
}

/** A definite "no": nothing was done. */
export interface Refused {
  readonly outcome: 'refused';
  readonly problem: Problem;
}

export type Answer<T> = { readonly outcome: 'ok'; readonly value: T } | Unsuccessful;

export type Unsuccessful = Refused | { readonly outcome: 'signed-out' } | Unreachable;

/** `fetch` as far as it is used here; paths begin with `/`. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export interface RequestOptions<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Sent as they are, in place of a body. */
  readonly bytes?: Blob;
  readonly timeoutMs?: number;
  /** The shape of a good answer; `null` stands for an answer without a body. */
  readonly answer: S;
  readonly fetch?: Fetch;
}

const ANSWER_TIMEOUT_MS = 15_000;
/** Too early, too many, too slow: the request may be repeated as it is. */
const REPEATABLE = new Set([408, 425, 429]);

/** One request to the server, its every possible outcome as a value. */
export async function request<S extends z.ZodType>(options: RequestOptions<S>): Promise<Answer<z.infer<S>>> {
  const { method, path, body, bytes, answer, timeoutMs = ANSWER_TIMEOUT_MS } = options;
  const ask: Fetch = options.fetch ?? ((to, init) => fetch(to, init));
  try {
    const response = await ask(path, {
      method,
      ...sent(body, bytes),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return response.ok ? understand(text, answer) : refuse(response, text);
  } catch (error) {
    return unreachable(reasonOfError(error));
  }
}

function sent(body: unknown, bytes: Blob | undefined): Pick<RequestInit, 'headers' | 'body'> {
  const accept = 'application/json';
  if (bytes) return { headers: { accept, 'content-type': 'application/octet-stream' }, body: bytes };
  if (body === undefined) return { headers: { accept } };
  return { headers: { accept, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Why not, in a sentence for people. */
export function reasonOf(answer: Unsuccessful): string {
  switch (answer.outcome) {
    case 'refused':
      return answer.problem.detail;
    case 'unreachable':
      return answer.reason;
    case 'signed-out':
      return 'Your session has ended';
    default:
      return answer satisfies never;
  }
}

function understand<S extends z.ZodType>(text: string, answer: S): Answer<z.infer<S>> {
  const read = answer.safeParse(text === '' ? null : jsonOf(text));
  return read.success
    ? { outcome: 'ok', value: read.data }
    : unreachable('Something between here and the server answered in its place');
}

function refuse(response: Response, text: string): Unsuccessful {
  const problem = problemOf(response, text);
  if (response.status >= 500 || REPEATABLE.has(response.status)) {
    return { outcome: 'unreachable', reason: problem.detail, retryAfterMs: retryAfterMs(response) };
  }
  if (response.status === 401 && problem.code !== 'bad-credentials') return { outcome: 'signed-out' };
  return { outcome: 'refused', problem };
}

function problemOf(response: Response, text: string): Problem {
  const read = Problem.safeParse(jsonOf(text));
  if (read.success) return read.data;
  const { status } = response;
  return {
    title: 'Not understood',
    status,
    code: 'unknown',
    detail: `The server answered ${status} without saying why`,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function unreachable(reason: string): Unreachable {
  return { outcome: 'unreachable', reason, retryAfterMs: null };
}

function reasonOfError(error: unknown): string {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  return timedOut ? 'The server took too long to answer' : 'The server cannot be reached';
}
