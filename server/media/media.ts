import { FreshFlights } from '#server/fresh-flights.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { type MediaFile, MediaTable } from '#server/store/media-table.ts';
import type { Store } from '#server/store/store.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { pictureHash, preparePicture } from './prepare-picture.ts';

/** Each waits with its bytes in memory. */
const MAX_WAITING = 8;

/** The pictures of all articles: taken in one after another, given out to many at once. */
export class Media {
  readonly #table: MediaTable;
  readonly #clock: () => number;
  readonly #files = new FreshFlights<Pick<MediaFile, 'type' | 'bytes'> | null>();
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<Store, 'engine' | 'guard'>, clock: () => number) {
    this.#table = new MediaTable(store);
    this.#clock = clock;
  }

  /** Durable when it resolves. The same picture twice is one. Throws a refusal for what is none. */
  async take(upload: Buffer): Promise<StoredPicture> {
    if (this.#waiting >= MAX_WAITING) throw new RefusalError(BUSY);
    this.#waiting += 1;
    const mine = this.#turn.then(() => this.#takeNow(upload));
    this.#turn = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
    }
  }

  find(name: string): Promise<Pick<MediaFile, 'type' | 'bytes'> | null> {
    return this.#files.load(name, () => this.#table.find(name));
  }

  async #takeNow(upload: Buffer): Promise<StoredPicture> {
    const known = await this.#table.findPicture(pictureHash(upload));
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
