import type { Kysely } from 'kysely';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { localPresence, sharedPresence } from './presence.ts';
import { PresenceTable } from './store/presence-table.ts';
import { NO_POSTGRES, notRun } from './test-bench/not-run.ts';
import { findPostgres } from './test-bench/postgres-server.ts';
import { type TempPostgresStore, tempPostgresStore } from './test-bench/temp-postgres-store.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

describe('the number of readers on one node', () => {
  it('is what its hub says', () => {
    const presence = localPresence(audience({ moon: 3, mars: 1 }));

    expect(presence.all()).toEqual(
      new Map([
        ['moon', 3],
        ['mars', 1],
      ]),
    );
    expect([presence.readersOf('moon'), presence.readersOf('venus'), presence.nodes()]).toEqual([3, 0, 1]);
  });
});

if (server === null) notRun('PostgreSQL: the number of readers on several nodes', NO_POSTGRES);
else
  describe('the number of readers on several nodes', () => {
    it('is the sum over the nodes, each of which follows its own at once and the others a little later', async () => {
      await using database = await tempPostgresStore(server.url);
      const counts = { moon: 3 };
      const [one, other] = [
        node(database, 'one', audience(counts)),
        node(database, 'other', audience({ moon: 2, mars: 1 })),
      ];
      await Promise.all([one.tell(), other.tell()]);
      await Promise.all([one.tell(), other.tell()]);
      expect([...one.all()].toSorted()).toEqual([
        ['mars', 1],
        ['moon', 5],
      ]);

      counts.moon = 10;

      expect(one.readersOf('moon')).toBe(12);
      expect(other.readersOf('moon')).toBe(5);
      await one.tell();
      await other.tell();
      expect(other.readersOf('moon')).toBe(12);
      expect([one.nodes(), other.nodes()]).toEqual([2, 2]);
    });

    it('of one article is told without looking at all the others', async () => {
      await using database = await tempPostgresStore(server.url);
      const counts = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`article-${n}`, n]));
      const here = audience(counts);
      let looks = 0;
      const looking = () => {
        looks += 1;
        return here.audience();
      };
      const one = node(database, 'one', { ...here, audience: looking });
      await node(database, 'other', here).tell();
      await one.tell();
      looks = 0;

      for (let n = 0; n < 1_000; n++) expect(one.readersOf(`article-${n}`)).toBe(2 * n);

      expect(looks).toBe(0);
    });

    it('is told without being asked', async () => {
      await using database = await tempPostgresStore(server.url);
      const one = node(database, 'one', audience({ moon: 3 }), { everyMs: 20 });
      node(database, 'other', audience({ moon: 2 }), { everyMs: 20 });

      await expect.poll(() => one.readersOf('moon')).toBe(5);
    });

    it('is written where it changed, and not where it did not', async () => {
      await using database = await tempPostgresStore(server.url);
      const counts = { moon: 3 };
      const one = node(database, 'one', audience(counts));
      await one.tell();
      const first = await rows(database);
      await one.tell();
      expect(await rows(database)).toEqual(first);

      counts.moon = 4;
      await one.tell();

      expect(await rows(database)).toMatchObject([{ node_id: 'one', readers: '{"moon":4}' }]);
    });

    it('forgets a node that closes at once, and one that ended without a word after a while', async () => {
      await using database = await tempPostgresStore(server.url);
      const one = node(database, 'one', audience({ moon: 3 }));
      const closing = node(database, 'closing', audience({ moon: 2 }));
      const table = new PresenceTable(database.store.engine);
      await table.write('dead', { moon: 100 });
      await Promise.all([one.tell(), closing.tell()]);
      await one.tell();
      expect([one.readersOf('moon'), one.nodes()]).toEqual([105, 3]);

      await closing.close();
      await age(database, 'dead', 20_000);
      await one.tell();

      expect([one.readersOf('moon'), one.nodes()]).toEqual([3, 1]);
      await age(database, 'dead', 60_000);
      await table.removeOlderThan(60_000);
      expect((await rows(database)).map(row => row.node_id)).toEqual(['one']);
    });

    it('is this node alone where the store is away for longer than numbers are worth, and never an error', async () => {
      const database = await tempPostgresStore(server.url);
      const warned: string[] = [];
      const log = { warn: (_: unknown, text?: string) => void warned.push(text ?? '') };
      const freshMs = 300;
      const one = node(database, 'one', audience({ moon: 3 }), { log, freshMs });
      await new PresenceTable(database.store.engine).write('other', { moon: 2 });
      await one.tell();
      expect(one.readersOf('moon')).toBe(5);

      await database[Symbol.asyncDispose]();
      await one.tell();

      expect(one.readersOf('moon')).toBe(5);
      await expect.poll(() => one.readersOf('moon')).toBe(3);
      expect(one.nodes()).toBe(1);
      expect(new Set(warned)).toEqual(new Set(['the number of readers was not exchanged with other nodes']));
    });
  });

function audience(counts: Readonly<Record<string, number>>) {
  return {
    audience: () => Object.entries(counts).map(([articleId, readers]) => ({ articleId, readers })),
    readersOf: (articleId: string) => counts[articleId] ?? 0,
  };
}

type Options = Partial<Parameters<typeof sharedPresence>[0]>;

/** Tells the others only when it is told to, unless `everyMs` says otherwise. */
function node({ store }: TempPostgresStore, nodeId: string, here: ReturnType<typeof audience>, options: Options = {}) {
  const table = new PresenceTable(store.engine);
  const presence = sharedPresence({ table, here, nodeId, log: { warn() {} }, everyMs: 60_000, ...options });
  onTestFinished(() => presence.close());
  return presence;
}

interface Row {
  node_id: string;
  at: number;
  readers: string;
}

function tableOf({ store }: TempPostgresStore) {
  return store.engine as Kysely<{ presence: Row }>;
}

function rows(database: TempPostgresStore): Promise<Row[]> {
  return tableOf(database).selectFrom('presence').selectAll().orderBy('node_id').execute();
}

async function age(database: TempPostgresStore, nodeId: string, byMs: number): Promise<void> {
  await tableOf(database)
    .updateTable('presence')
    .set(column => ({ at: column('at', '-', byMs) }))
    .where('node_id', '=', nodeId)
    .execute();
}
