import type { Logger } from 'pino';
import type { CutReason, DeliveryWatch, Pass, ResumeKind } from '#server/delivery-watch.ts';
import { RollingCount } from './rolling-count.ts';

/** How far back the counts go, in minutes. */
export const RECENT_MINUTES = 10;
const KEPT_PASSES = 10;
/** Readers are promised a new entry within a second. */
export const SLOW_DELIVERY_MS = 1_000;

/** The last passes of this node, and what became of its readers lately. */
export class DeliveryRecord implements DeliveryWatch {
  readonly #log: Pick<Logger, 'warn'>;
  readonly #passes: Pass[] = [];
  readonly #resumes: RollingCount<ResumeKind>;
  readonly #cuts: RollingCount<CutReason>;

  constructor(clock: () => number, log: Pick<Logger, 'warn'>) {
    this.#log = log;
    this.#resumes = new RollingCount<ResumeKind>(['memory', 'store', 'snapshot'], RECENT_MINUTES, clock);
    this.#cuts = new RollingCount<CutReason>(['queue', 'silent'], RECENT_MINUTES, clock);
  }

  passed(pass: Pass): void {
    if (pass.readers === 0) return;
    this.#passes.unshift(pass);
    if (this.#passes.length > KEPT_PASSES) this.#passes.pop();
    const ms = Math.round(pass.mostAt - pass.publishedAt);
    const { articleId, slug, changes, readers } = pass;
    if (ms > SLOW_DELIVERY_MS) this.#log.warn({ articleId, slug, changes, readers, ms }, 'slow delivery');
  }

  resumed(kind: ResumeKind): void {
    this.#resumes.add(kind);
  }

  cut(reason: CutReason): void {
    this.#cuts.add(reason);
  }

  /** Newest first; only those that had a reader. */
  get passes(): readonly Pass[] {
    return this.#passes;
  }

  get resumes(): Readonly<Record<ResumeKind, number>> {
    return this.#resumes.counts;
  }

  get cuts(): Readonly<Record<CutReason, number>> {
    return this.#cuts.counts;
  }
}
