import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { Bus } from '#server/bus/bus.ts';
import type { Config } from '#server/config.ts';
import type { DeliveryWatch } from '#server/delivery-watch.ts';
import type { Hub } from '#server/hub.ts';
import type { Presence } from '#server/presence.ts';
import type { AnsweredRequest } from '#server/request-log.ts';
import type { Store } from '#server/store/store.ts';
import type { DeliveryReport } from '#shared/delivery.ts';
import { CountedMetrics } from './counted.ts';
import { DeliveryRecord } from './delivery-record.ts';
import { deliveryReport, freeBytesIn } from './delivery-report.ts';
import { addBuildInfo, addGauges } from './gauges.ts';
import { LoopDelayMonitor } from './loop-delay.ts';
import { StoreHealth } from './store-health.ts';
import { watchedStore } from './watched-store.ts';

/** What there is to look at once everything runs. */
interface Observed {
  readonly server: Server;
  readonly store: Store;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly presence: Presence;
  /** Readers that were not let in, by reason. */
  readonly admission: { readonly refused: Readonly<Record<string, number>> };
  /** What was not read for single readers, by reason. */
  readonly readLimit: { readonly refused: Readonly<Record<string, number>> };
}

/** Everything that operators and editors may know about a running server, from the places where it happens. */
export class Observation {
  readonly registry = new Registry();
  readonly #counted = new CountedMetrics(this.registry);
  readonly #storeHealth = new StoreHealth();
  readonly #loop = new LoopDelayMonitor();
  readonly #record: DeliveryRecord;
  readonly #clock: () => number;
  readonly #diskFreeBytes: () => Promise<number | null>;

  constructor(config: Pick<Config, 'databaseUrl' | 'dataDir'>, clock: () => number, log: Logger) {
    const { databaseUrl, dataDir } = config;
    this.#record = new DeliveryRecord(clock, log);
    this.#clock = clock;
    this.#diskFreeBytes = async () => (databaseUrl === null ? freeBytesIn(dataDir) : null);
  }

  /** The same store, with its calls timed. */
  watched(store: Store): Store {
    const watches = [this.#counted, this.#storeHealth];
    return watchedStore(store, {
      stored: (operation, outcome, tookMs) => {
        for (const watch of watches) watch.stored(operation, outcome, tookMs);
      },
    });
  }

  readonly delivery: DeliveryWatch = {
    passed: pass => {
      this.#counted.passed(pass);
      this.#record.passed(pass);
    },
    resumed: kind => {
      this.#counted.resumed(kind);
      this.#record.resumed(kind);
    },
    cut: reason => {
      this.#counted.cut(reason);
      this.#record.cut(reason);
    },
  };

  readonly answered = (request: AnsweredRequest): void => this.#counted.answered(request);

  /** Answers what tells how delivery goes. */
  begin({ server, store, bus, hub, presence, admission, readLimit }: Observed): () => Promise<DeliveryReport> {
    const connections = promisify(server.getConnections.bind(server));
    addBuildInfo(this.registry, { version: VERSION, node: process.version, bus: bus.state().kind });
    addGauges(this.registry, {
      audience: () => hub.audience(),
      connections: () => connections(),
      nodes: () => presence.nodes(),
      refused: () => admission.refused,
      refusedReads: () => readLimit.refused,
      bus: () => bus.state(),
      store: () => this.#storeHealth.state,
      loop: () => this.#loop.lastMinute,
      diskFreeBytes: this.#diskFreeBytes,
    });
    const own = { storeHealth: this.#storeHealth, record: this.#record, loop: this.#loop };
    const around = { diskFreeBytes: this.#diskFreeBytes, clock: this.#clock };
    return () => deliveryReport({ ...own, ...around, store, bus, hub, presence });
  }

  close(): void {
    this.#loop.close();
  }
}

const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
