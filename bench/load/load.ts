import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../target.ts';
import { Arrivals } from './arrivals.ts';
import { type Published, Publisher } from './publisher.ts';
import { Reader } from './reader.ts';
import type { Faults } from './sequence.ts';

/** Handshakes on the way at a time: fewer than a listening socket's backlog. */
const HANDSHAKES = 256;

/** Times of one publish, in milliseconds after it was sent. */
export interface Delivery {
  readonly answeredMs: number;
  /** To each reader, earliest first. */
  readonly readersMs: readonly number[];
}

/** Readers of one article and whoever publishes to it. */
export class Load {
  readonly #target: Target;
  readonly #arrivals = new Arrivals();
  readonly #publisher: Publisher;
  #readers: readonly Reader[] = [];
  /** Of readers who have left. */
  #faults: Faults = { missing: 0, duplicates: 0, outOfOrder: 0 };

  constructor(target: Target) {
    this.#target = target;
    this.#publisher = new Publisher(target);
  }

  /** More readers, who start at the end of the log. */
  async connect(count: number): Promise<void> {
    const { head } = this.#publisher;
    const fresh = Array.from({ length: count }, () => new Reader(this.#target, this.#arrivals, head));
    this.#readers = [...this.#readers, ...fresh];
    await open(fresh);
  }

  /** One at a time, each when all readers have the last one. */
  async publishPaced(count: number, gapMs: number): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (let n = 0; n < count; n++) {
      deliveries.push(await this.#deliver());
      await pause(gapMs);
    }
    return deliveries;
  }

  /** As many at a time as `inFlight` says; the next one when all readers have one of them. */
  async publishSaturated(count: number, inFlight: number): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    let left = count;
    const keepOneInFlight = async () => {
      while (left-- > 0) deliveries.push(await this.#deliver());
    };
    await Promise.all(Array.from({ length: inFlight }, keepOneInFlight));
    return deliveries;
  }

  /** All readers lose their connections, and know where they were. */
  loseAll(): void {
    for (const reader of this.#readers) reader.drop();
  }

  /** All readers go for good. */
  leave(): void {
    this.loseAll();
    this.#faults = this.faults();
    this.#readers = [];
  }

  /** Publishes that nobody is there for. */
  async publishUnread(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.#publisher.publish();
  }

  /** All readers come back with their positions; done when they have what they missed. */
  async comeBack(): Promise<void> {
    await open(this.#readers);
    await this.#arrivals.complete(this.#publisher.head, this.#readers.length);
  }

  faults(): Faults {
    const all = this.#readers.map(reader => reader.sequence.faults(this.#publisher.head));
    return all.reduce(sum, this.#faults);
  }

  close(): void {
    this.leave();
    this.#publisher.close();
  }

  async #deliver(): Promise<Delivery> {
    const published = await this.#publisher.publish();
    return delivery(published, await this.#arrivals.complete(published.seq, this.#readers.length));
  }
}

async function open(readers: readonly Reader[]): Promise<void> {
  const waiting = readers.values();
  const openNext = async () => {
    for (const reader of waiting) await reader.open();
  };
  await Promise.all(Array.from({ length: HANDSHAKES }, openNext));
}

function sum(one: Faults, other: Faults): Faults {
  return {
    missing: one.missing + other.missing,
    duplicates: one.duplicates + other.duplicates,
    outOfOrder: one.outOfOrder + other.outOfOrder,
  };
}

function delivery({ sentMs, answeredMs }: Published, arrivedMs: readonly number[]): Delivery {
  return { answeredMs: answeredMs - sentMs, readersMs: arrivedMs.map(atMs => atMs - sentMs) };
}
