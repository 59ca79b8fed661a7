import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

/** A picture or a copy of it, as it is served. */
export type MediaFile = Readonly<Omit<Selectable<Database['media']>, 'stored_at'>>;

/** What there is under a name. */
export interface FoundMedia {
  readonly type: string;
  /** An article or an entry shows it; else at most drafts do, and it is nobody's but the newsroom's. */
  readonly isPublic: boolean;
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

  async find(name: string): Promise<FoundMedia | null> {
    const query = this.#db
      .selectFrom('media')
      .select(['type'])
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom('picture_mention')
            .select('holder_id')
            .whereRef('picture_mention.picture', '=', 'media.picture')
            .where('kind', '!=', 'draft'),
        ).as('isPublic'),
      )
      .where('name', '=', name);
    const found = await this.#store.guard(() => query.executeTakeFirst());
    return found === undefined ? null : { type: found.type, isPublic: Boolean(found.isPublic) };
  }

  async bytes(name: string): Promise<Uint8Array | null> {
    const query = this.#db.selectFrom('media').select('bytes').where('name', '=', name);
    return (await this.#store.guard(() => query.executeTakeFirst()))?.bytes ?? null;
  }

  /** The picture itself, not its copies, as if it were stored at this moment; null where it is not there. */
  async storedAgain(picture: string, at: number): Promise<Omit<MediaFile, 'bytes'> | null> {
    const query = this.#db
      .updateTable('media')
      .set({ stored_at: at })
      .where('picture', '=', picture)
      .returning(['name', 'picture', 'type', 'width', 'height']);
    const files = await this.#store.guard(() => query.execute());
    return files.find(({ name }) => !name.includes('-')) ?? null;
  }

  get #db(): Kysely<Database> {
    return this.#store.engine as Kysely<Database>;
  }
}
