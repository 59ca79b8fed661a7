import { CLOSE } from '#shared/close-codes.ts';
import type { Problem } from '#shared/commands.ts';
import type { LinkEvents } from './link.ts';

/** What a WebSocket says of a connection that broke off. */
export const BROKEN = 1006;

/** An answer that was not what was asked for. */
export class Refused extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`The server answered ${response.status} for ${response.url}.`);
    this.response = response;
  }
}

export interface RefusedParts {
  now(): number;
  random(): number;
}

/** Ends a link as the server would end a socket for the same reason. */
export async function closeBecause(error: unknown, on: LinkEvents, { now, random }: RefusedParts): Promise<void> {
  if (!(error instanceof Refused)) return on.close(BROKEN);
  const { response } = error;
  // Only our own server can say that there is no such article; another 404 may be that of an older one or of a proxy.
  if (response.status === 404 && (await codeOf(response)) === 'no-such-article') return on.close(CLOSE.unknownArticle);
  const waitMs = retryAfterMs(response.headers.get('Retry-After'), now());
  // Many are told the same.
  if (waitMs > 0)
    on.message(JSON.stringify({ type: 'closing', retryAfterMs: Math.round(waitMs * (1 + random() / 2)) }));
  on.close(BROKEN);
}

/** The word for programs in problem details, where there are any. */
export async function codeOf(response: Response): Promise<string | null> {
  const problem: Partial<Problem> | null = await response.json().catch(() => null);
  return problem?.code ?? null;
}

/** In seconds or as a date (RFC 9110, 10.2.3). */
function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  return /^\d+$/.test(header) ? Number(header) * 1_000 : Math.max(0, Date.parse(header) - now) || 0;
}
