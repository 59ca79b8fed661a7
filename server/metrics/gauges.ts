import { Counter, Gauge, type Registry } from 'prom-client';
import type { BusState } from '#server/bus/bus.ts';
import type { Audience } from '#server/hub.ts';
import type { LoopDelay } from './loop-delay.ts';
import type { StoreState } from './store-health.ts';

/** Where the numbers are that stand as they stand. */
export interface Sources {
  audience(): readonly Audience[];
  connections(): Promise<number>;
  nodes(): number;
  /** Readers that were not let in since the start, by reason. */
  refused(): Readonly<Record<string, number>>;
  /** Reads that were refused since the start, by reason. */
  refusedReads(): Readonly<Record<string, number>>;
  bus(): BusState;
  store(): StoreState;
  loop(): LoopDelay;
  /** Null where the store is elsewhere, or the system does not tell. */
  diskFreeBytes(): Promise<number | null>;
}

/** A gauge of its own for so many articles, those with most readers; more would be more than Prometheus should keep. */
export const MAX_ARTICLES = 100;
/** No article's address: it has no underscore. */
const ALL_OTHERS = '_others';
const MS_PER_SECOND = 1_000;

/** What is looked up when somebody asks. docs/operations.md lists the names. */
export function addGauges(registry: Registry, sources: Sources): void {
  const registers = [registry];
  new Gauge({
    name: 'pressbox_readers',
    help: `Readers of an article on this node; those of all but the ${MAX_ARTICLES} most read articles together as ${ALL_OTHERS}.`,
    labelNames: ['slug'],
    registers,
    collect() {
      this.reset();
      for (const [slug, readers] of readersBySlug(sources.audience())) this.set({ slug }, readers);
    },
  });
  new Counter({
    name: 'pressbox_readers_refused_total',
    help: 'Readers that were not let in, because of a limit of this node or of their address.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, count] of Object.entries(sources.refused())) this.inc({ reason }, count);
    },
  });
  new Counter({
    name: 'pressbox_reads_refused_total',
    help: 'Reads for single readers that were refused: too many for their address, for this node, at once, or exports at once.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, count] of Object.entries(sources.refusedReads())) this.inc({ reason }, count);
    },
  });
  gauge('pressbox_connections', 'Open connections to this node, those of requests included.', () =>
    sources.connections(),
  );
  gauge('pressbox_nodes', 'Nodes whose readers are counted, this one included.', () => sources.nodes());
  gauge('pressbox_store_up', 'Whether the store answered when it was last asked, and took what was last written.', () =>
    Number(sources.store() !== 'unavailable'),
  );
  gauge('pressbox_store_full', 'Whether the last transaction found no space left.', () =>
    Number(sources.store() === 'full'),
  );
  gauge('pressbox_disk_free_bytes', 'Space left for the embedded store.', () => sources.diskFreeBytes());
  gauge('pressbox_bus_connected', 'Whether this node rings and hears the bells.', () =>
    Number(sources.bus().isConnected),
  );
  counter('pressbox_bells_rung_total', 'Bells that this node rang.', () => sources.bus().rung);
  counter(
    'pressbox_bells_heard_total',
    'Bells that came by the bus, the own ones included.',
    () => sources.bus().heard,
  );
  gauge(
    'pressbox_event_loop_delay_p99_seconds',
    'How late work began: 99th percentile, typical of the last minute.',
    () => inSeconds(sources.loop().typicalMs),
  );
  gauge('pressbox_event_loop_delay_max_seconds', 'How late work began at worst in the last minute.', () =>
    inSeconds(sources.loop().longestMs),
  );

  function gauge(name: string, help: string, value: () => number | null | Promise<number | null>): void {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const now = await value();
        if (now === null) this.remove();
        else this.set(now);
      },
    });
  }

  function counter(name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }
}

/** What runs here, in labels; its value is always 1. */
export function addBuildInfo(registry: Registry, labels: Readonly<Record<'version' | 'node' | 'bus', string>>): void {
  new Gauge({
    name: 'pressbox_build_info',
    help: 'The version of Pressbox and of Node that run here, and what carries the bells.',
    labelNames: ['version', 'node', 'bus'],
    registers: [registry],
  }).set(labels, 1);
}

function readersBySlug(audience: readonly Audience[]): [string, number][] {
  const sorted = audience.toSorted((a, b) => b.readers - a.readers);
  const own = sorted.slice(0, MAX_ARTICLES).map(({ slug, readers }): [string, number] => [slug, readers]);
  const others = sorted.slice(MAX_ARTICLES).reduce((sum, { readers }) => sum + readers, 0);
  return others === 0 ? own : [...own, [ALL_OTHERS, others]];
}

function inSeconds(milliseconds: number): number {
  return milliseconds / MS_PER_SECOND;
}
