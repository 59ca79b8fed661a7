import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addressKey, readerAddress } from '#server/address.ts';
import type { ReadLimit } from '#server/read-limit.ts';

/** Each reads a whole article: more at once would take from the readers. */
const MAX_AT_ONCE = 4;
/** One address leaves some for the others. */
const MAX_OF_ADDRESS = 2;
/** Who reads nothing for so long makes room for others, and sooner where the server ends. */
const STALLED_AFTER_MS = 30_000;
const STALLED_AT_END_AFTER_MS = 2_000;
const COME_BACK_MS = 5_000;

interface RunningExportsOptions {
  readonly limit: Pick<ReadLimit, 'charge' | 'refusal'>;
  readonly trustedProxies: number;
  readonly stalledAfterMs?: number;
  readonly stalledAtEndAfterMs?: number;
}

/** The exports under way: how many, for whom, and only as long as somebody reads them. */
export class RunningExports {
  readonly #options: RunningExportsOptions;
  readonly #watches = new Set<() => void>();
  /** How many there are of each address. */
  readonly #ofAddress = new Map<string, number>();
  #running = 0;
  #patienceMs: number;

  constructor(options: RunningExportsOptions) {
    this.#options = options;
    this.#patienceMs = options.stalledAfterMs ?? STALLED_AFTER_MS;
  }

  /** Throws a refusal where there are too many. */
  async run(request: IncomingMessage, make: () => Promise<void>): Promise<void> {
    const address = readerAddress(request, this.#options.trustedProxies);
    const key = address === null ? null : addressKey(address);
    const mine = key === null ? 0 : (this.#ofAddress.get(key) ?? 0);
    if (this.#running >= MAX_AT_ONCE || mine >= MAX_OF_ADDRESS)
      throw this.#options.limit.refusal('exports', COME_BACK_MS);
    this.#options.limit.charge(request, 'export');
    this.#count(key, 1);
    try {
      await make();
    } finally {
      this.#count(key, -1);
    }
  }

  /** Sends it while it is read. Who does not read is cut off, for a whole export ends as such only. */
  async send(content: Readable, response: ServerResponse): Promise<void> {
    let stalled: NodeJS.Timeout | undefined;
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => response.destroy(), this.#patienceMs);
    };
    const moving = async function* (chunks: Readable) {
      for await (const chunk of chunks) {
        watch();
        yield chunk;
      }
    };
    this.#watches.add(watch);
    watch();
    try {
      await pipeline(content, moving, response);
    } catch (error) {
      // Who went away before the end needs no answer; for the others a connection that breaks says that something is missing.
      if (!response.destroyed) throw error;
    } finally {
      clearTimeout(stalled);
      this.#watches.delete(watch);
    }
  }

  /** The server ends: it waits for those who read. */
  close(): void {
    this.#patienceMs = this.#options.stalledAtEndAfterMs ?? STALLED_AT_END_AFTER_MS;
    for (const watch of this.#watches) watch();
  }

  #count(key: string | null, by: 1 | -1): void {
    this.#running += by;
    if (key === null) return;
    const left = (this.#ofAddress.get(key) ?? 0) + by;
    if (left === 0) this.#ofAddress.delete(key);
    else this.#ofAddress.set(key, left);
  }
}
