import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start.ts';
import { openStore } from '#server/store/open-store.ts';
import type { Store } from '#server/store/store.ts';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { NO_POSTGRES } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { tempDatabase, tempPostgresStore } from '#server/test-bench/temp-postgres-store.ts';
import { paragraphs } from '#shared/body-text.ts';
import { runNewEpochs } from './run-new-epochs.ts';
import { type FakeTerminal, fakeTerminal } from './test-terminal.ts';

const EPOCH = 'epoch-before-the-backup';
/** What an entry says about an epoch is no epoch. */
const SAID = `"epoch":"${EPOCH}"`;
const DONE = "Every article's log has a new epoch (articles: 2); readers will start over.";

const server = await findPostgres();
afterAll(() => server?.stop());

describe('npm run new-epochs', () => {
  it('[D5] gives every log of the embedded store an epoch of its own, and changes nothing else', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(folder.path);
    const before = await openStore(folder.path);
    const ids = await twoArticles(before.store);
    const logs = await logsOf(before.store, ids);
    await before.store.close();

    expect(await runNewEpochs([], terminal)).toBe(0);

    const { store } = await openStore(folder.path);
    await expectNewEpochs(store, ids, logs);
    await store.close();
    expect(terminal.printed).toEqual([DONE]);
  });

  it('does nothing while a server has the folder', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(folder.path);
    const running = await startServer(readConfig(terminal.env));

    expect(await runNewEpochs([], terminal)).toBe(1);

    await running.close();
    expect(terminal.said).toEqual([`A server is running on ${folder.path}: stop it first. Nothing was changed.`]);
  });

  it('makes no folder where there is none', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(join(folder.path, 'dta'));

    expect(await runNewEpochs([], terminal)).toBe(1);

    expect(terminal.said).toEqual([`There is no store in ${join(folder.path, 'dta')}.`]);
    expect(existsSync(join(folder.path, 'dta'))).toBe(false);
  });

  it('tells how it is used', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(folder.path);

    expect(await runNewEpochs(['now'], terminal)).toBe(2);

    expect(terminal.said.join()).toMatch(/^usage: npm run new-epochs/);
  });

  it('says when nobody answers at the address, without its password', async () => {
    using folder = tempDir();
    const terminal = onDatabase(folder.path, 'postgres://ada:hunter2@127.0.0.1:1/none');

    expect(await runNewEpochs([], terminal)).toBe(3);

    expect(terminal.said).toEqual(['DATABASE_URL: 127.0.0.1:1/none cannot be used: connect ECONNREFUSED 127.0.0.1:1']);
  });
});

describe('npm run new-epochs on PostgreSQL', () => {
  beforeEach(({ skip }) => skip(server === null, NO_POSTGRES));

  it('[D5] gives every log an epoch of its own, and changes nothing else', async () => {
    using folder = tempDir();
    await using temp = await tempPostgresStore(server?.url ?? '');
    const terminal = onDatabase(folder.path, temp.url);
    const ids = await twoArticles(temp.store);
    const logs = await logsOf(temp.store, ids);

    expect(await runNewEpochs([], terminal)).toBe(0);

    await expectNewEpochs(temp.store, ids, logs);
    expect(terminal.printed).toEqual([DONE]);
  });

  it('does nothing while a node runs, and goes on when it has ended', async () => {
    using folder = tempDir();
    await using database = await tempDatabase(server?.url ?? '');
    const terminal = onDatabase(folder.path, database.url);
    const running = await startServer(readConfig(terminal.env));
    await expect.poll(() => database.run('select * from presence')).toHaveLength(1);

    expect(await runNewEpochs([], terminal)).toBe(1);

    await running.close();
    expect(terminal.said).toEqual([
      'Servers are running on the database (1): stop them first. One that was killed counts for 15 s. Nothing was changed.',
    ]);
    expect(await runNewEpochs([], terminal)).toBe(0);
  });

  it('says that there is no store', async () => {
    using folder = tempDir();
    await using database = await tempDatabase(server?.url ?? '');
    const terminal = onDatabase(folder.path, database.url);

    expect(await runNewEpochs([], terminal)).toBe(1);

    expect(terminal.said).toEqual(['There is no store in the database that DATABASE_URL names.']);
  });
});

function onDatabase(dataDir: string, url: string): FakeTerminal {
  const terminal = fakeTerminal(dataDir);
  return { ...terminal, env: { ...terminal.env, DATABASE_URL: url, PRESSBOX_SECRET: 's'.repeat(32) } };
}

async function twoArticles(store: Store): Promise<string[]> {
  const articles = ['one', 'two'].map(slug => makeArticle({ id: `article-${slug}`, slug }));
  for (const article of articles)
    await store.transaction(async tx => {
      await tx.createArticle(article, EPOCH);
      const entry = makeEntry({ id: `entry-of-${article.slug}`, body: paragraphs([SAID]) });
      await tx.append(
        article.id,
        [
          { type: 'article-created', article },
          { type: 'entry-published', entry },
        ],
        1,
      );
    });
  return articles.map(({ id }) => id);
}

async function logsOf(store: Store, ids: readonly string[]) {
  const logs = await Promise.all(ids.map(id => store.changesAfter(id, 0, 10)));
  return logs.map(changes => changes.map(({ json }) => JSON.parse(json) as { epoch: string }));
}

async function expectNewEpochs(store: Store, ids: readonly string[], before: Awaited<ReturnType<typeof logsOf>>) {
  const epochs = await Promise.all(ids.map(async id => (await store.articleById(id))?.position.epoch ?? ''));
  expect(new Set([EPOCH, ...epochs]).size).toBe(1 + ids.length);
  expect(await logsOf(store, ids)).toEqual(
    before.map((changes, index) => changes.map(change => ({ ...change, epoch: epochs[index] }))),
  );
}
