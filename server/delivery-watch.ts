/** One pass over the live readers of an article: some changes, each reader written to once. Times in milliseconds since 1970. */
export interface Pass {
  readonly articleId: string;
  readonly slug: string;
  readonly changes: number;
  readonly readers: number;
  /** When the first of the changes was published, by the clock of the node that took it. */
  readonly publishedAt: number;
  readonly beganAt: number;
  /** When half of the readers, and 95 % of them, were written to. */
  readonly halfAt: number;
  readonly mostAt: number;
  readonly endedAt: number;
}

/** How a reader was brought up to date: from the recent frames, from the log in the store, or by a snapshot. */
export type ResumeKind = 'memory' | 'store' | 'snapshot';

/** Why a reader was cut: too much waited for it, or it left a ping unanswered. */
export type CutReason = 'queue' | 'silent';

/** Whoever watches the delivery. Called on the hot path: has to be cheap and must not throw. */
export interface DeliveryWatch {
  passed(pass: Pass): void;
  resumed(kind: ResumeKind): void;
  cut(reason: CutReason): void;
}

export const NOBODY_WATCHES: DeliveryWatch = { passed() {}, resumed() {}, cut() {} };
