import { type Kysely, sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { NO_POSTGRES, notRun } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { AT, createIn, EPOCH } from '#server/test-bench/stored-article.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { tempDatabase } from '#server/test-bench/temp-postgres-store.ts';
import { PLAIN_LENS } from '#shared/lens.ts';
import { phrasesOf } from '#shared/words.ts';
import { type OpenedStore, openPostgresStore, openStore } from './open-store.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

describe('what a node of an older version wrote after the tables were brought to this one', () => {
  it('is made whole at the next start, in a folder', async () => {
    using folder = tempDir();
    await isMadeWhole(() => openStore(folder.path));
  });

  if (server === null) notRun('PostgreSQL: what an older node wrote', NO_POSTGRES);
  else
    it('is made whole at the next start, in PostgreSQL', async () => {
      await using database = await tempDatabase(server.url);
      await isMadeWhole(() => openPostgresStore(database.url, { warn() {} }));
    });
});

async function isMadeWhole(open: () => Promise<OpenedStore>): Promise<void> {
  const { store } = await open();
  const article = makeArticle();
  await createIn(store, article);
  const entry = makeEntry({ number: 1, keyEvent: true, headline: 'A ferry' });
  await store.transaction(tx => tx.append(article.id, [{ type: 'entry-published', entry }], AT + 1));
  await writeAsBefore(store.engine, article.id, { ...entry, version: 2, headline: 'A tram', keyEvent: false });
  await store.close();

  const { store: later } = await open();

  const keyEvents = await later.selection(article.id, { ...PLAIN_LENS, show: 'key' }, null);
  const found = await Promise.all(['ferry', 'tram'].map(word => later.search(article.id, phrasesOf(word), null)));
  expect(keyEvents?.entries).toEqual([]);
  expect(found.map(page => page?.found.length)).toEqual([0, 1]);
  expect((await later.contents(article.id))?.keyEvents).toEqual([]);
  const last = await later.asOf(article.id, AT + 2, null);
  expect(last?.snapshot?.article.standfirst).toBe('Rewritten.');
  await later.close();
}

/** An edit of an entry, and one of its article, with the columns that there were. */
async function writeAsBefore(db: Kysely<unknown>, articleId: string, entry: ReturnType<typeof makeEntry>) {
  const at = AT + 2;
  const edited = { type: 'entry-edited', entry, epoch: EPOCH, seq: 3, at };
  const article = makeArticle({ id: articleId, standfirst: 'Rewritten.' });
  const rewritten = { type: 'article-edited', article, epoch: EPOCH, seq: 4, at };
  const write = (seq: number, entryId: string | null, change: object) =>
    sql`insert into change (article_id, seq, entry_id, json) values (${articleId}, ${seq}, ${entryId}, ${JSON.stringify(change)})`.execute(
      db,
    );
  await write(3, entry.id, edited);
  await write(4, null, rewritten);
  await sql`update entry set json = ${JSON.stringify(entry)} where id = ${entry.id}`.execute(db);
  await sql`update article set head = 4, json = ${JSON.stringify(article)} where id = ${articleId}`.execute(db);
}
