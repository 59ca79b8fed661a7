import { setTimeout as pause } from 'node:timers/promises';
import { CHANGE_BYTES } from '../entry-text.ts';
import type { Target } from '../target.ts';
import { Arrivals } from './arrivals.ts';
import { type OpenLoop, publishAtRate, type Rate } from './open-loop.ts';
import { type Published, Publisher } from './publisher.ts';
import { Reader, type ReaderOptions, type Standing } from './reader.ts';
import { type Faults, sumOfFaults } from './sequence.ts';

/** Handshakes on the way at a time: fewer than a listening socket's backlog. */
const HANDSHAKES = 256;
const LOOK_AGAIN_MS = 50;

/** Times of one publish, in milliseconds after it was sent. */
export interface Delivery {
  readonly answeredMs: number;
  /** To each reader, earliest first. */
  readonly readersMs: readonly number[];
}

export interface Paced {
  readonly count: number;
  readonly gapMs: number;
  readonly changeBytes?: number;
}

/** Readers of one article and whoever publishes to it. */
export class Load {
  readonly #arrivals = new Arrivals();
  readonly #publisher: Publisher;
  readonly #reading: ReaderOptions;
  #readers: readonly Reader[] = [];
  /** Of readers who have left. */
  #faults: Faults = { missing: 0, duplicates: 0, outOfOrder: 0 };

  constructor(target: Target, { deflate = false } = {}) {
    this.#publisher = new Publisher(target);
    this.#reading = { target, arrivals: this.#arrivals, deflate };
  }

  /** More readers, who start at the end of the log. */
  async connect(count: number): Promise<void> {
    const { head } = this.#publisher;
    const fresh = Array.from({ length: count }, () => new Reader(this.#reading, head));
    this.#readers = [...this.#readers, ...fresh];
    await open(fresh);
  }

  /** One at a time, each when all readers have the last one. */
  async publishPaced({ count, gapMs, changeBytes }: Paced): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (let n = 0; n < count; n++) {
      deliveries.push(await this.#deliver(changeBytes));
      await pause(gapMs);
    }
    return deliveries;
  }

  /** As many at a time as `inFlight` says; the next one when all readers have one of them. */
  async publishSaturated(count: number, inFlight: number): Promise<Delivery[]> {
    let left = count;
    return this.#keepInFlight(inFlight, () => left-- > 0);
  }

  /** The same for a time. */
  async publishFor(ms: number, inFlight: number): Promise<Delivery[]> {
    const untilMs = performance.now() + ms;
    return this.#keepInFlight(inFlight, () => performance.now() < untilMs);
  }

  /** Whenever one is due, whatever became of the others. */
  publishAtRate(rate: Rate): Promise<OpenLoop> {
    return publishAtRate({ publisher: this.#publisher, arrivals: this.#arrivals }, this.#readers.length, rate);
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

  /** The first readers stop reading and keep their connections. From then on only the others count. */
  stopReading(count: number): void {
    for (const reader of this.#readers.slice(0, count)) reader.stopReading();
  }

  /** Those who had stopped read again: how they stand when all know, or when the time is over. */
  async readAgain(withinMs: number): Promise<Standing[]> {
    const stuck = this.#readers.filter(reader => reader.isStuck);
    for (const reader of stuck) reader.readAgain();
    const untilMs = performance.now() + withinMs;
    const standings = () => stuck.map(reader => reader.standing(this.#publisher.head));
    while (standings().includes('unaware') && performance.now() < untilMs) await pause(LOOK_AGAIN_MS);
    return standings();
  }

  /** What all readers have read so far. */
  bytes(): number {
    return this.#arrivals.bytes;
  }

  faults(): Faults {
    const all = this.#counting().map(reader => reader.sequence.faults(this.#publisher.head));
    return all.reduce(sumOfFaults, this.#faults);
  }

  close(): void {
    this.leave();
    this.#publisher.close();
  }

  async #keepInFlight(inFlight: number, isNext: () => boolean): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    const keepOne = async () => {
      while (isNext()) deliveries.push(await this.#deliver());
    };
    await Promise.all(Array.from({ length: inFlight }, keepOne));
    return deliveries;
  }

  async #deliver(changeBytes: number = CHANGE_BYTES): Promise<Delivery> {
    const published = await this.#publisher.publish(changeBytes);
    return delivery(published, await this.#arrivals.complete(published.seq, this.#counting().length));
  }

  #counting(): readonly Reader[] {
    return this.#readers.filter(reader => !reader.isStuck);
  }
}

async function open(readers: readonly Reader[]): Promise<void> {
  const waiting = readers.values();
  const openNext = async () => {
    for (const reader of waiting) await reader.open();
  };
  await Promise.all(Array.from({ length: HANDSHAKES }, openNext));
}

function delivery({ sentMs, answeredMs }: Published, arrivedMs: readonly number[]): Delivery {
  return { answeredMs: answeredMs - sentMs, readersMs: arrivedMs.map(atMs => atMs - sentMs) };
}
