import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { asNobody } from '#server/test-bench/as-nobody.ts';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { paragraphs } from '#shared/body-text.ts';
import { migrate } from './migrate.ts';
import { openStore } from './open-store.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

const EPOCH = 'epoch-of-this-test';
/** SQLite waits by sleeping: nobody is served meanwhile. */
const WAIT_UNTIL_ANNOYED_MS = 1_000;

it('[D6] writes ahead, flushes at every commit and keeps references whole', async () => {
  await using opened = await tempStore();
  const { engine } = opened.store;
  const pragma = async (name: string) =>
    Object.values((await sql<object>`pragma ${sql.raw(name)}`.execute(engine)).rows[0] ?? {})[0];

  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
  expect(await pragma('trusted_schema')).toBe(0);
});

it('[D6] refuses a file on which it cannot write ahead', () => {
  expect(() => openSqlite(':memory:')).toThrow(':memory:: journal_mode is memory and synchronous 2');
});

it.each([
  ['a header that is none', 0, 'file is not a database'],
  ['a schema that is none', 100, 'database disk image is malformed'],
  ['a page in the middle that is none', 20 * 4_096, 'Tree '],
])('refuses %s, says how to go on, and leaves it as it is', async (_what, at, reason) => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  for (let n = 0; n < 20; n++) await publishedArticle(store);
  await store.close();
  const file = join(folder.path, 'pressbox.sqlite');
  const damaged = readFileSync(file).fill(0xee, at, at + 64);
  writeFileSync(file, damaged);

  expect(() => openSqlite(file)).toThrow(
    expect.objectContaining({
      name: 'UnusableStore',
      message: expect.stringMatching(new RegExp(`^${file} is damaged \\([^]*${reason}[^]*\\)\\. .*npm run restore`)),
    }),
  );

  expect(readFileSync(file).equals(damaged)).toBe(true);
});

it('refuses a store that can be read but not written', async () => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  await store.close();
  const file = join(folder.path, 'pressbox.sqlite');
  chmodSync(folder.path, 0o777);
  chmodSync(file, 0o444);
  using _ = asNobody();

  await expect(openStore(folder.path)).rejects.toMatchObject({
    name: 'UnusableStore',
    message: `${file} can be read but not written (attempt to write a readonly database). Nothing was changed. It has to belong to the user that Pressbox runs as.`,
  });
});

it('makes the tables once, and leaves what is there the second time', async () => {
  using folder = tempDir();
  const db = openSqlite(join(folder.path, 'once.sqlite'));

  const outcomes = [await migrate(db), await migrate(db)];

  await db.destroy();
  expect(outcomes).toEqual([{ wasEmpty: true }, { wasEmpty: false }]);
});

it('keeps everything from one opening to the next', async () => {
  using folder = tempDir();
  const first = await openStore(folder.path);
  const article = await publishedArticle(first.store);
  const before = await first.store.snapshot(article.id);
  await first.store.close();

  const second = await openStore(folder.path);
  const after = await second.store.snapshot(article.id);
  await second.store.close();

  expect([first.wasEmpty, second.wasEmpty]).toEqual([true, false]);
  expect(after).toEqual(before);
});

it('says that it is full where there is no space left, keeps nothing of what did not fit, and goes on when there is space', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  const article = await publishedArticle(store);
  const before = await store.snapshot(article.id);
  await sql`pragma max_page_count = 1`.execute(store.engine);
  const large = makeEntry({ number: 2, body: paragraphs(Array(20).fill('x'.repeat(9_000))) });
  const publish = () => store.transaction(tx => tx.append(article.id, [{ type: 'entry-published', entry: large }], 1));

  await expect(publish()).rejects.toMatchObject({ name: 'StoreError', kind: 'full' });

  expect(await store.snapshot(article.id)).toEqual(before);
  await sql`pragma max_page_count = 100000`.execute(store.engine);
  expect(await publish()).toMatchObject({ seq: 3 });
});

it('does not hold everything up while another process has locked the file: it says so, and goes on when it may', async () => {
  await using opened = await tempStore();
  const { store, path } = opened;
  const article = await publishedArticle(store);
  const other = new DatabaseSync(join(path, 'pressbox.sqlite'));
  other.exec('begin immediate');
  const discard = () => store.transaction(tx => tx.discardDraft('draft-one'));
  const beganAt = performance.now();

  await expect(discard()).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });

  expect(performance.now() - beganAt).toBeLessThan(WAIT_UNTIL_ANNOYED_MS);
  expect(await store.articleById(article.id)).not.toBeNull();
  other.close();
  await discard();
});

it('says that it is unavailable once it is closed', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  const article = await publishedArticle(store);
  await store.close();

  const unavailable = { name: 'StoreError', kind: 'unavailable' };
  await expect(store.snapshot(article.id)).rejects.toMatchObject(unavailable);
  await expect(store.check()).rejects.toMatchObject(unavailable);
  await expect(store.transaction(tx => tx.discardDraft('draft-one'))).rejects.toMatchObject(unavailable);
});

async function publishedArticle(store: Store) {
  const article = makeArticle();
  await store.transaction(async tx => {
    await tx.createArticle(article, EPOCH);
    await tx.append(
      article.id,
      [
        { type: 'article-created', article },
        { type: 'entry-published', entry: makeEntry() },
      ],
      1,
    );
  });
  return article;
}
