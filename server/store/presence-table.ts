import { type Kysely, type RawBuilder, sql } from 'kysely';

/** How many readers each article has on one node, by article id. */
export type ReadersByArticle = Readonly<Record<string, number>>;

interface PresenceRow {
  node_id: string;
  /** By the database's clock, which is one for all nodes. */
  at: number;
  /** JSON of ReadersByArticle: a node's row is written and read as a whole. */
  readers: string;
}

/** Where nodes on PostgreSQL tell each other how many readers they have: one row a node, gone with it. No part of the coverage. */
export class PresenceTable {
  readonly #db: Kysely<{ presence: PresenceRow }>;

  constructor(engine: Kysely<unknown>) {
    this.#db = engine as Kysely<{ presence: PresenceRow }>;
  }

  async write(nodeId: string, readers: ReadersByArticle): Promise<void> {
    const row = { at: nowMs(), readers: JSON.stringify(readers) };
    await this.#db
      .insertInto('presence')
      .values({ node_id: nodeId, ...row })
      .onConflict(conflict => conflict.column('node_id').doUpdateSet(row))
      .execute();
  }

  /** Of the nodes but this one that wrote within the last `withinMs`. */
  async others(nodeId: string, withinMs: number): Promise<ReadersByArticle[]> {
    const rows = await this.#db
      .selectFrom('presence')
      .select('readers')
      .where('node_id', '!=', nodeId)
      .where('at', '>', ago(withinMs))
      .execute();
    return rows.map(row => JSON.parse(row.readers) as ReadersByArticle);
  }

  async remove(nodeId: string): Promise<void> {
    await this.#db.deleteFrom('presence').where('node_id', '=', nodeId).execute();
  }

  /** Of nodes that ended without a word. */
  async removeOlderThan(olderMs: number): Promise<void> {
    await this.#db.deleteFrom('presence').where('at', '<', ago(olderMs)).execute();
  }
}

function nowMs(): RawBuilder<number> {
  return sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
}

function ago(milliseconds: number): RawBuilder<number> {
  return sql<number>`${nowMs()} - ${milliseconds}`;
}
