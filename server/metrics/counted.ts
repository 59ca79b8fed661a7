import { Counter, Histogram, type Registry } from 'prom-client';
import type { CutReason, DeliveryWatch, Pass, ResumeKind } from '#server/delivery-watch.ts';
import type { AnsweredRequest } from '#server/request-log.ts';
import type { StoreOutcome, StoreWatch } from './watched-store.ts';

/** Finest where the delivery's own promise (a second) and the goals of docs/performance.md lie. */
const DELIVERY_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STORE_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const MS_PER_SECOND = 1_000;

/** Refusals of `POST /api/session`, as the protocol names them. */
const LOGIN_REFUSALS: ReadonlySet<string> = new Set(['bad-credentials', 'too-many-attempts']);

const RESUME_KINDS: readonly ResumeKind[] = ['memory', 'store', 'snapshot'];
const CUT_REASONS: readonly CutReason[] = ['queue', 'silent'];

/** What is counted as it happens. docs/operations.md lists the names. */
export class CountedMetrics implements DeliveryWatch, StoreWatch {
  readonly #instruments: ReturnType<typeof instruments>;

  constructor(registry: Registry) {
    this.#instruments = instruments(registry);
    // What has not happened yet is 0, not missing: only so does its first time show as a rise.
    const { resumes, cuts, loginRefusals } = this.#instruments;
    for (const kind of RESUME_KINDS) resumes.inc({ kind }, 0);
    for (const reason of CUT_REASONS) cuts.inc({ reason }, 0);
    for (const reason of LOGIN_REFUSALS) loginRefusals.inc({ reason }, 0);
  }

  passed({ changes, readers, publishedAt, beganAt, halfAt, mostAt, endedAt }: Pass): void {
    const { sent, deliveries, fanOut, written } = this.#instruments;
    sent.inc(changes);
    deliveries.inc(changes * readers);
    if (readers === 0) return;
    fanOut.observe((endedAt - beganAt) / MS_PER_SECOND);
    // Another node's clock may be ahead of this one's.
    for (const [share, at] of [
      ['half', halfAt],
      ['most', mostAt],
      ['all', endedAt],
    ] as const)
      written.observe({ share }, Math.max(0, at - publishedAt) / MS_PER_SECOND);
  }

  resumed(kind: ResumeKind): void {
    this.#instruments.resumes.inc({ kind });
  }

  cut(reason: CutReason): void {
    this.#instruments.cuts.inc({ reason });
  }

  stored(operation: string, outcome: StoreOutcome, tookMs: number): void {
    const { storeTime, storeFailures } = this.#instruments;
    storeTime.observe({ operation }, tookMs / MS_PER_SECOND);
    if (outcome !== 'done') storeFailures.inc({ operation, kind: outcome });
  }

  answered({ method, status, ms, isComplete, noted: { command, code } }: AnsweredRequest): void {
    const { requests, commands, loginRefusals } = this.#instruments;
    // A stream that a reader leaves after an hour is no slow request.
    if (isComplete) requests.observe({ method, status: `${Math.floor(status / 100)}xx` }, ms / MS_PER_SECOND);
    if (command !== undefined) commands.inc({ type: command, outcome: outcomeOf(status) });
    if (code !== undefined && LOGIN_REFUSALS.has(code)) loginRefusals.inc({ reason: code });
  }
}

function outcomeOf(status: number): 'done' | 'refused' | 'failed' {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'done';
}

function instruments(registry: Registry) {
  const registers = [registry];
  return {
    sent: new Counter({
      name: 'pressbox_changes_sent_total',
      help: 'Changes of articles that went out to the readers of this node.',
      registers,
    }),
    deliveries: new Counter({
      name: 'pressbox_deliveries_total',
      help: 'Changes times the readers each was written to.',
      registers,
    }),
    fanOut: new Histogram({
      name: 'pressbox_fan_out_seconds',
      help: 'From the first to the last reader of a pass being written to.',
      buckets: DELIVERY_SECONDS,
      registers,
    }),
    written: new Histogram({
      name: 'pressbox_publish_to_written_seconds',
      help: 'From publication to half of the readers, most of them (95 %) and all of them being written to.',
      labelNames: ['share'],
      buckets: DELIVERY_SECONDS,
      registers,
    }),
    resumes: new Counter({
      name: 'pressbox_resumes_total',
      help: 'Readers brought up to date: from recent frames in memory, from the log in the store, or by a snapshot.',
      labelNames: ['kind'],
      registers,
    }),
    cuts: new Counter({
      name: 'pressbox_readers_cut_total',
      help: 'Readers cut: too much waited for them (queue), or they left a ping unanswered (silent).',
      labelNames: ['reason'],
      registers,
    }),
    ...storeInstruments(registers),
    ...requestInstruments(registers),
  };
}

function storeInstruments(registers: Registry[]) {
  return {
    storeTime: new Histogram({
      name: 'pressbox_store_operation_seconds',
      help: 'Time an operation of the store took, waiting for its turn included.',
      labelNames: ['operation'],
      buckets: STORE_SECONDS,
      registers,
    }),
    storeFailures: new Counter({
      name: 'pressbox_store_failures_total',
      help: 'Operations of the store that failed: unavailable, full (no space), or fault (a mistake of Pressbox).',
      labelNames: ['operation', 'kind'],
      registers,
    }),
  };
}

function requestInstruments(registers: Registry[]) {
  return {
    requests: new Histogram({
      name: 'pressbox_http_request_seconds',
      help: 'Time to the end of the answer of an HTTP request, by class of status.',
      labelNames: ['method', 'status'],
      buckets: REQUEST_SECONDS,
      registers,
    }),
    commands: new Counter({
      name: 'pressbox_commands_total',
      help: 'Commands of editors by type: done, refused (the editor has to do something), or failed (the server has).',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    loginRefusals: new Counter({
      name: 'pressbox_login_refusals_total',
      help: 'Attempts to sign in that were refused.',
      labelNames: ['reason'],
      registers,
    }),
  };
}
