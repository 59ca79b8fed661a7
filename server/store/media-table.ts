import type { Kysely } from 'kysely';
import type { Store } from './store.ts';

/** A picture or a copy of it, as it is served. */
export interface MediaFile {
  /** `<hash>.<ext>`, or `<hash>-<width>.webp` for a copy. */
  readonly name: string;
  /** The hash that a picture and its copies share. */
  readonly picture: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

interface MediaRow extends MediaFile {
  /** In milliseconds since 1970. */
  readonly stored_at: number;
}

interface Database {
  media: MediaRow;
}

/** Pictures lie with the coverage, so that every node has them, and a backup too. A name never changes what it stands for. */
export class MediaTable {
  readonly #store: Pick<Store, 'engine' | 'guard'>;

  constructor(store: Pick<Store, 'engine' | 'guard'>) {
    this.#store = store;
  }

  /** Durable when it resolves: all of them, or none. Those that are there already stay as they are. */
  keep(files: readonly MediaFile[], at: number): Promise<void> {
    return this.#store.guard(() =>
      this.#db.transaction().execute(async tx => {
        for (const file of files)
          await tx
            .insertInto('media')
            .values({ ...file, stored_at: at })
            .onConflict(conflict => conflict.column('name').doNothing())
            .execute();
      }),
    );
  }

  async find(name: string): Promise<Pick<MediaFile, 'type' | 'bytes'> | null> {
    const query = this.#db.selectFrom('media').select(['type', 'bytes']).where('name', '=', name);
    return (await this.#store.guard(() => query.executeTakeFirst())) ?? null;
  }

  /** The picture itself, not its copies, without its bytes. */
  async findPicture(picture: string): Promise<Omit<MediaFile, 'bytes'> | null> {
    const query = this.#db
      .selectFrom('media')
      .select(['name', 'picture', 'type', 'width', 'height'])
      .where('picture', '=', picture)
      .where('name', 'not like', '%-%');
    return (await this.#store.guard(() => query.executeTakeFirst())) ?? null;
  }

  get #db(): Kysely<Database> {
    return this.#store.engine as Kysely<Database>;
  }
}
