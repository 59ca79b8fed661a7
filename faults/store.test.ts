import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { backUp, restore } from '#server/store/backup.ts';
import { DATABASE_FILE, openStore } from '#server/store/open-store.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { Coverage } from './coverage.ts';
import { flip, treePagesOf } from './damage.ts';
import { mountMissing, mountSmall } from './mounts.ts';
import { Newsroom } from './newsroom.ts';
import { seeded } from './random.ts';
import { answersOf, pathsOf } from './scenarios/damage.ts';
import { STORE } from './scenarios/store.ts';
import { editWhile } from './scene.ts';
import { straceMissing } from './strace.ts';
import { expectSound, testNewsroom } from './test-newsroom.ts';

const READERS = 5;
const CALM_WITHIN_MS = 5_000;
const LONG_TEXT = 20_000;
/** More than one page of them. */
const MANY_ENTRIES = 45;
const TIMEOUT_MS = 60_000;
const SMALL_DISK_BYTES = 2 * 1024 * 1024;

interface Trouble {
  readonly what: string;
  readonly httpStatus: number;
  /** Answers how to end it. */
  begin(engine: Kysely<unknown>): Promise<() => unknown>;
}

/** The short form of what `npm run faults` does to the store. */
describe('[D6] a publish that the store cannot take because', () => {
  it.each<Trouble>([
    {
      ...{ what: 'the disk is full', httpStatus: 507 },
      async begin(engine) {
        await sql`pragma max_page_count = 1`.execute(engine);
        return () => sql`pragma max_page_count = 1000000`.execute(engine);
      },
    },
    {
      ...{ what: 'the file can only be read', httpStatus: 503 },
      async begin(engine) {
        await sql`pragma query_only = on`.execute(engine);
        return () => sql`pragma query_only = off`.execute(engine);
      },
    },
    {
      ...{ what: 'another process has locked it', httpStatus: 503 },
      async begin(engine) {
        const { rows } = await sql<{ file: string }>`pragma database_list`.execute(engine);
        const other = new DatabaseSync(rows[0]?.file ?? '');
        other.exec('begin immediate');
        return () => other.close();
      },
    },
  ])('$what is refused in plain words, reaches nobody, and goes through afterwards', async ({ begin, httpStatus }) => {
    await using newsroom = await testNewsroom(READERS);
    const { app, coverage } = newsroom;
    const editor = coverage.editor();
    await editor.publish();
    const end = await begin(app.store.engine);

    const refused = await editor.publish({ textChars: LONG_TEXT });
    const read = await app.ask('GET', `/api/articles/${coverage.article.slug}`);
    await end();
    const published = await editor.publish({ textChars: LONG_TEXT });

    const detail = expect.stringContaining('Nothing was published; your text is kept.');
    expect(refused).toMatchObject({ type: 'refused', httpStatus, problem: { detail } });
    expect(read.status).toBe(200);
    expect(published.type).toBe('acknowledged');
    await expectSound(coverage);
  });
});

describe('[D6] a store that is damaged while it serves', () => {
  it('is noticed: pages and publishes are refused or as they should be, and all is well when it is whole again', async () => {
    await using newsroom = await testNewsroom(READERS);
    const { app, coverage } = newsroom;
    const editor = coverage.editor();
    for (let n = 0; n < MANY_ENTRIES; n++) await editor.publish({ textChars: LONG_TEXT });
    const paths = await pathsOf(app, coverage);
    const before = await answersOf(app, paths);
    const damage = await damageTo(app.store.engine);

    await damage();
    const after = await answersOf(app, paths);
    const refused = await editor.publish();
    await damage();
    const published = await editor.publish();

    const changed = after.filter((answer, n) => answer !== before[n]).map(answer => answer.slice(0, '503'.length));
    expect(new Set(changed)).toEqual(new Set(['503']));
    expect(refused).toMatchObject({ type: 'refused', httpStatus: 503 });
    expect(published.type).toBe('acknowledged');
    await expectSound(coverage);
  });
});

/** Answers what flips bytes of every page but the first, where SQLite reads them again; done twice, all is as it was. */
async function damageTo(engine: Kysely<unknown>): Promise<() => Promise<void>> {
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(engine);
  const file = rows[0]?.file ?? '';
  await sql`pragma wal_checkpoint(truncate)`.execute(engine);
  await sql`pragma cache_size = 0`.execute(engine);
  const pages = treePagesOf(file);
  return async () => {
    for (const at of pages) flip(file, at);
    await sql`pragma shrink_memory`.execute(engine);
  };
}

describe('[D5] a restore', () => {
  it('that finds no space leaves the store as it was', async ({ skip }) => {
    const missing = mountMissing();
    skip(missing !== null, missing ?? '');
    using disk = mountSmall(SMALL_DISK_BYTES);
    using folder = tempDir();
    const { store } = await openStore(disk.path);
    await store.close();
    const backup = join(folder.path, 'backup.sqlite');
    await backUp(disk.path, backup);
    const before = readFileSync(join(disk.path, DATABASE_FILE));
    writeFileSync(join(disk.path, 'filler'), Buffer.alloc(SMALL_DISK_BYTES - 1.5 * before.length));
    const names = readdirSync(disk.path);

    await expect(restore(disk.path, backup, new Date(0))).rejects.toThrow(/the store is as it was: ENOSPC/);

    expect(readdirSync(disk.path)).toEqual(names);
    expect(readFileSync(join(disk.path, DATABASE_FILE)).equals(before)).toBe(true);
  });
});

describe('[D1] a clock that jumps', () => {
  it('changes no order', async () => {
    await using newsroom = await testNewsroom(READERS);
    const { app, coverage } = newsroom;
    await editWhile(coverage, 2, async () => {
      for (const hours of [6, -12, 24 * 30, -24 * 40]) {
        await pause(100);
        app.desk.pass(hours * 3_600_000);
      }
      await pause(100);
    });

    await expectSound(coverage);
  });
});

describe('a server process', () => {
  it(
    '[D6] whose disk does not flush refuses what is published meanwhile, and nobody gets it',
    async ({ skip }) => {
      const missing = straceMissing();
      skip(missing !== null, missing ?? '');
      await using letGo = new AsyncDisposableStack();
      const scenario = STORE.find(({ name }) => name === 'flush-fails');

      const outcome = await scenario?.run({ random: seeded(1), isQuick: true, minutes: null, letGo });

      expect(outcome?.failures).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    '[D5] restored from a backup over a damaged store makes readers start over, with what the backup holds',
    async () => {
      await using newsroom = await Newsroom.open({ random: seeded(1) });
      using coverage = await Coverage.begin(newsroom, seeded(1));
      using folder = tempDir();
      const backup = join(folder.path, 'backup.sqlite');
      await coverage.addReaders(READERS);
      await coverage.editor().publish();
      await backUp(newsroom.dataDir, backup);
      await coverage.editor().publish();
      await coverage.calm({ withinMs: CALM_WITHIN_MS });
      await coverage.keepLog();
      await newsroom.kill();
      // What lies in it would heal the file.
      rmSync(`${newsroom.storeFile}-wal`);
      flip(newsroom.storeFile, 0);
      await expect(newsroom.start()).rejects.toThrow(/^the server ended with 1:\n\S+ is damaged \(.*\)\. .*\n$/);

      await restore(newsroom.dataDir, backup, new Date());
      await newsroom.start();
      await coverage.editor().publish();

      await expectSound(coverage);
      expect(coverage.readers.map(({ counts }) => counts.snapshots)).toEqual(Array(READERS).fill(1));
      expect(await newsroom.log(coverage.article.id)).toHaveLength(3);
    },
    TIMEOUT_MS,
  );
});
