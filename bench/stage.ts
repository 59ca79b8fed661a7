import { type Child, startChild } from './child.ts';
import type { LoadAnswers } from './load-process.ts';
import type { Cores } from './machine.ts';
import type { Setting } from './part.ts';
import type { PeerName } from './peers/peer-name.ts';
import type { ServerAnswers } from './server-process.ts';
import type { Target } from './target.ts';
import type { Usage } from './usage.ts';

/** Before anything counts, so that what is measured is compiled code. */
const WARM_UP = { readers: 500, publishes: 60, inFlight: 4, missed: 5 };
/** Until the system and the garbage collection have dealt with what was done last. */
export const SETTLE_MS = 300;

/** What a stretch of work cost. */
interface Cost<T> {
  readonly value: T;
  /** Of all servers. */
  readonly cpuUs: number;
  readonly userUs: number;
  readonly tookMs: number;
  /** How busy the load client's core was: near 1, the client held the server back. */
  readonly loadBusy: number;
}

/** One server, or several that act as one, and the load client; all in fresh processes that end with the scope. */
export class Stage implements AsyncDisposable {
  readonly readers: number;
  readonly load: Child<LoadAnswers>;
  readonly servers: Child<ServerAnswers>[] = [];
  readonly #cores: Cores | null;

  constructor({ readers, cores }: Setting) {
    this.readers = readers;
    this.#cores = cores;
    this.load = startChild<LoadAnswers>('load-process.ts', { core: cores?.load ?? null });
  }

  async start(peer: PeerName, settings: Readonly<Record<string, string>> = {}): Promise<Target> {
    const args = [peer, JSON.stringify(settings)];
    const server = startChild<ServerAnswers>('server-process.ts', { args, core: this.#cores?.server ?? null });
    this.servers.push(server);
    return server.ask('target');
  }

  async aim(target: Target, { deflate = false } = {}): Promise<void> {
    await this.load.ask('aim', target, { deflate });
  }

  /** Some readers see every kind of delivery, and leave. */
  async warmUp(times = 1): Promise<void> {
    const { readers, publishes, inFlight, missed } = WARM_UP;
    await this.load.ask('connect', Math.min(readers * times, this.readers));
    await this.load.ask('publishPaced', { count: (publishes * times) / 2, gapMs: 0 });
    await this.load.ask('publishSaturated', (publishes * times) / 2, inFlight);
    await this.load.ask('loseAll');
    await this.load.ask('publishUnread', missed);
    await this.load.ask('comeBack');
    await this.load.ask('leave');
  }

  /** All servers' together. */
  async usage({ collected } = { collected: false }): Promise<Usage> {
    const all = await Promise.all(this.servers.map(server => server.ask('usage', { collected })));
    return all.reduce((one, other) => ({
      userUs: one.userUs + other.userUs,
      systemUs: one.systemUs + other.systemUs,
      residentBytes: one.residentBytes + other.residentBytes,
      heapBytes: one.heapBytes + other.heapBytes,
    }));
  }

  async cost<T>(work: () => Promise<T>): Promise<Cost<T>> {
    const loadBefore = await this.load.ask('usage', { collected: false });
    const before = await this.usage();
    const beganMs = performance.now();
    const value = await work();
    const tookMs = performance.now() - beganMs;
    const after = await this.usage();
    const loadAfter = await this.load.ask('usage', { collected: false });
    return {
      value,
      cpuUs: cpuUs(before, after),
      userUs: after.userUs - before.userUs,
      tookMs,
      loadBusy: cpuUs(loadBefore, loadAfter) / 1_000 / tookMs,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of [this.load, ...this.servers]) await child[Symbol.asyncDispose]();
  }
}

export function cpuUs(before: Usage, after: Usage): number {
  return after.userUs + after.systemUs - before.userUs - before.systemUs;
}
