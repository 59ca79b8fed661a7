import { FreshFlights } from '#server/fresh-flights.ts';
import { RecentBytes } from '#server/recent-bytes.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { type FoundMedia, type MediaFile, MediaTable } from '#server/store/media-table.ts';
import type { Store } from '#server/store/store.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { pictureHash, preparePicture } from './prepare-picture.ts';

/** Each waits with its bytes in memory. */
const MAX_WAITING = 8;
/** Nobody with a slow line, or a program, keeps all others waiting. */
const MAX_WAITING_OF_ACCOUNT = 4;
/** What a page that everybody opens shows: some hundred pictures in the sizes that screens ask for. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/** The pictures of all articles: taken in one after another, given out to many at once. */
export class Media {
  readonly #table: MediaTable;
  readonly #clock: () => number;
  readonly #finding = new FreshFlights<FoundMedia | null>();
  readonly #reading = new Map<string, Promise<Uint8Array | null>>();
  readonly #recent = new RecentBytes(MAX_KEPT_BYTES);
  /** The accounts they are from. */
  readonly #waiting: string[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<Store, 'engine' | 'guard'>, clock: () => number) {
    this.#table = new MediaTable(store);
    this.#clock = clock;
  }

  /**
   * Takes in what `read` brings, which is not begun where too many wait. Durable when it resolves. The same picture twice is one.
   * Throws a refusal for what is none.
   */
  async take(account: string, read: () => Promise<Buffer>): Promise<StoredPicture> {
    const ofAccount = this.#waiting.filter(waiting => waiting === account).length;
    if (this.#waiting.length >= MAX_WAITING || ofAccount >= MAX_WAITING_OF_ACCOUNT) throw new RefusalError(BUSY);
    this.#waiting.push(account);
    try {
      const upload = await read();
      const mine = this.#turn.then(() => this.#takeNow(upload));
      this.#turn = mine.catch(() => {});
      return await mine;
    } finally {
      this.#waiting.splice(this.#waiting.indexOf(account), 1);
    }
  }

  /** What there is at this moment, whatever another node has withdrawn (D11): it costs the store a look, and no bytes. */
  async find(name: string): Promise<FoundMedia | null> {
    const found = await this.#finding.load(name, () => this.#table.find(name));
    if (found === null) this.#recent.drop(name);
    return found;
  }

  /** Those of what was found; null where it has gone since. */
  async bytes(name: string): Promise<Uint8Array | null> {
    return this.#recent.get(name) ?? this.#reading.get(name) ?? this.#read(name);
  }

  #read(name: string): Promise<Uint8Array | null> {
    const reading = this.#table.bytes(name).finally(() => this.#reading.delete(name));
    this.#reading.set(name, reading);
    return reading.then(bytes => {
      if (bytes !== null) this.#recent.keep(name, bytes);
      return bytes;
    });
  }

  async #takeNow(upload: Buffer): Promise<StoredPicture> {
    const known = await this.#table.storedAgain(pictureHash(upload), this.#clock());
    if (known !== null) return storedAs(known);
    const [whole, ...copies] = await preparePicture(upload);
    if (whole === undefined) throw new Error('a picture was prepared into nothing');
    await this.#table.keep([whole, ...copies], this.#clock());
    return storedAs(whole);
  }
}

function storedAs({ name, width, height }: Omit<MediaFile, 'bytes'>): StoredPicture {
  return { src: `/media/${name}`, width, height };
}

const BUSY: Refusal = {
  status: 503,
  code: 'busy',
  reason: 'Many pictures are being taken in at this moment. Try again in a few seconds.',
  retryAfterMs: 5_000,
};
