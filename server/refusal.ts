/** A "no" with its reason: what was wrong, where, and what stands now. The error handler sends it as problem details. */
export interface Refusal {
  readonly status: number;
  /** A word for programs; listed in docs/protocol.md. */
  readonly code: string;
  /** A sentence for people. */
  readonly reason: string;
  readonly field?: string;
  readonly issues?: readonly { readonly field: string; readonly reason: string }[];
  readonly current?: unknown;
  readonly retryAfterMs?: number;
}

/** For places where a refusal has to leave through a stack of callers, such as middleware. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}
