import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { paragraphs } from '#shared/body-text.ts';
import { backUp, restore } from './backup.ts';
import { MediaTable } from './media-table.ts';
import { MIGRATION_TABLE } from './migrate.ts';
import { DATABASE_FILE, openStore } from './open-store.ts';
import type { Store } from './store.ts';

it('[D5] restores a backup made while the store was in use, and gives its log a new epoch', async () => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  const article = makeArticle();
  await store.transaction(async tx => {
    await tx.createArticle(article, 'epoch-before-the-backup');
    await tx.append(article.id, [{ type: 'article-created', article }], 1);
  });
  await publish(store, article.id, 1);
  await backUp(folder.path, join(folder.path, 'copy'));
  await publish(store, article.id, 2);
  await store.close();

  await restore(folder.path, join(folder.path, 'copy'), new Date(0));

  const { store: restored } = await openStore(folder.path);
  const snapshot = await restored.snapshot(article.id);
  const changes = await restored.changesAfter(article.id, 0, 10);
  await restored.close();
  expect(snapshot?.entries.map(entry => entry.number)).toEqual([1]);
  expect(snapshot?.position.epoch).not.toBe('epoch-before-the-backup');
  expect(new Set(changes.map(change => JSON.parse(change.json).epoch))).toEqual(new Set([snapshot?.position.epoch]));
});

it('[D5] brings the pictures back too', async () => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 0);
  const picture = { name: 'abc.jpg', picture: 'abc', type: 'image/jpeg', width: 1, height: 1, bytes };
  await new MediaTable(store).keep([picture], 1);
  await backUp(folder.path, join(folder.path, 'copy'));
  await store.close();

  await restore(folder.path, join(folder.path, 'copy'), new Date(0));

  const { store: restored } = await openStore(folder.path);
  const found = await new MediaTable(restored).bytes('abc.jpg');
  await restored.close();
  expect(new Uint8Array(found ?? [])).toEqual(bytes);
});

it('[D5] copies one moment of the store, and comes to its end, however much is published meanwhile', async () => {
  using folder = tempDir();
  using elsewhere = tempDir();
  const { store } = await openStore(folder.path);
  const article = makeArticle();
  await store.transaction(async tx => {
    await tx.createArticle(article, 'epoch-before-the-backup');
    await tx.append(article.id, [{ type: 'article-created', article }], 1);
    const body = paragraphs(['a long day '.repeat(2_000)]);
    for (let number = 1; number <= 400; number++)
      await tx.append(article.id, [{ type: 'entry-published', entry: makeEntry({ number, body }) }], number);
  });
  let number = 400;
  let isOver = false;
  const publishing = (async () => {
    while (!isOver) await publish(store, article.id, ++number).then(() => nextTurn());
  })();

  await backUp(folder.path, join(folder.path, 'copy'));

  isOver = true;
  await publishing;
  await store.close();
  await restore(elsewhere.path, join(folder.path, 'copy'), new Date(0));
  const { store: restored } = await openStore(elsewhere.path);
  const stored = await restored.articleById(article.id);
  const seqs = (await restored.changesAfter(article.id, 0, 10_000)).map(({ seq }) => seq);
  await restored.close();
  expect(number).toBeGreaterThan(401);
  expect(seqs).toEqual(Array.from({ length: stored?.position.seq ?? 0 }, (_, index) => index + 1));
  expect(stored?.lastNumber).toBe(seqs.length - 1);
  expect(stored?.lastNumber).toBeGreaterThanOrEqual(400);
});

it('restores over a store that is damaged, which it keeps as it is', async () => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  await store.close();
  const [place, copy] = [join(folder.path, 'pressbox.sqlite'), join(folder.path, 'copy')];
  await backUp(folder.path, copy);
  const damaged = readFileSync(place).fill(0xee, 0, 200);
  writeFileSync(place, damaged);
  writeFileSync(`${place}-wal`, 'what was written last');

  const aside = await restore(folder.path, copy, new Date(0));

  const { wasEmpty, store: restored } = await openStore(folder.path);
  await restored.close();
  expect(wasEmpty).toBe(false);
  expect(readFileSync(aside ?? '').equals(damaged)).toBe(true);
  expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('what was written last');
});

it('never overwrites a file with a backup', async () => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  const file = join(folder.path, 'precious');
  writeFileSync(file, 'words');

  await expect(backUp(folder.path, file)).rejects.toThrow('never overwrites');

  await store.close();
  expect(readFileSync(file, 'utf8')).toBe('words');
});

it.each<[string, (copy: string) => unknown, RegExp]>([
  ['what is not SQLite’s', copy => writeFileSync(copy, 'Dear editor, '.repeat(1_000)), /: file is not a database$/],
  ['what is cut short', copy => truncateSync(copy, 20_000), /: it is damaged|: database disk image is malformed$/],
  ['what is not there', copy => rmSync(copy), /: ENOENT: no such file/],
  ['a store of a newer version', copy => run(copy, newerMigration), /: it is of another version .* its 9999-newer\.$/],
  ['another program’s database', copy => run(copy, `drop table ${MIGRATION_TABLE}`), /: it is not a Pressbox store\.$/],
  ['a store of which a table is gone', copy => run(copy, 'drop table change'), /: no such table: change$/],
])(
  '[D5] refuses to restore %s by a sentence that names the file, and leaves what is there',
  async (_what, spoil, said) => {
    using folder = tempDir();
    const { article, copy } = await backedUp(folder.path);
    spoil(copy);
    const names = readdirSync(folder.path);

    const refused: Error = await restore(folder.path, copy, new Date(0)).then(
      () => new Error('it did not refuse'),
      error => error,
    );

    expect(refused.message).toMatch(said);
    expect(refused.message.startsWith(`${copy} was not restored, and the store is as it was: `)).toBe(true);
    expect(readdirSync(folder.path)).toEqual(names);
    expect(await positionIn(folder.path, article.id)).toEqual({ epoch: EPOCH, seq: 2 });
  },
);

it('[D5] refuses to restore the store itself, which stays', async () => {
  using folder = tempDir();
  const { article } = await backedUp(folder.path);

  await expect(restore(folder.path, join(folder.path, DATABASE_FILE), new Date(0))).rejects.toThrow(
    'it is the store itself.',
  );

  expect(await positionIn(folder.path, article.id)).toEqual({ epoch: EPOCH, seq: 2 });
});

it('[D5] leaves the store as it was when it is killed midway, and restores when asked again', async () => {
  using folder = tempDir();
  const { article, copy } = await backedUp(folder.path);
  const env = { PATH: process.env.PATH, DATA_DIR: folder.path };
  const onlyBlocks = 128;

  // No file may become larger than that, which is less than a store: whoever writes on is killed.
  const command = `ulimit -f ${onlyBlocks}; exec '${process.execPath}' server/cli/restore.ts '${copy}'`;
  const killed = spawnSync('sh', ['-c', command], { env });

  expect(killed.status).not.toBe(0);
  expect(await positionIn(folder.path, article.id)).toEqual({ epoch: EPOCH, seq: 2 });
  await restore(folder.path, copy, new Date(0));
  expect(await positionIn(folder.path, article.id)).toEqual({ epoch: expect.not.stringMatching(EPOCH), seq: 1 });
});

it('leaves a store to the owner and with the mode it had', async () => {
  using folder = tempDir();
  const { copy } = await backedUp(folder.path);
  const place = join(folder.path, DATABASE_FILE);
  giveAway(place, 0o640);

  const aside = await restore(folder.path, copy, new Date(0));

  expect([place, aside ?? ''].map(ownerOf)).toEqual(Array(2).fill({ ...GIVEN_TO, mode: 0o640 }));
});

it('gives a store that there was not to the owner of the folder, whom alone a folder for one lets read it', async () => {
  using folder = tempDir();
  using elsewhere = tempDir();
  const { copy } = await backedUp(folder.path);
  giveAway(elsewhere.path, 0o700);

  await restore(elsewhere.path, copy, new Date(0));

  expect(ownerOf(join(elsewhere.path, DATABASE_FILE))).toEqual({ ...GIVEN_TO, mode: 0o600 });
});

it('restores what a copied folder holds beside its store, written last', async () => {
  using folder = tempDir();
  using elsewhere = tempDir();
  const { store } = await openStore(folder.path);
  const article = await createdArticle(store);
  await publish(store, article.id, 1);
  for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`])
    copyFileSync(join(folder.path, name), join(elsewhere.path, `copied-${name}`));
  await store.close();

  await restore(elsewhere.path, join(elsewhere.path, `copied-${DATABASE_FILE}`), new Date(0));

  expect(await positionIn(elsewhere.path, article.id)).toMatchObject({ seq: 2 });
});

/** Only root can give files away. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const GIVEN_TO = isRoot ? { uid: NOBODY, gid: NOBODY } : { uid: process.getuid?.(), gid: process.getgid?.() };

function giveAway(path: string, mode: number): void {
  if (isRoot) chownSync(path, NOBODY, NOBODY);
  chmodSync(path, mode);
}

function ownerOf(path: string) {
  const { uid, gid, mode } = statSync(path);
  return { uid, gid, mode: mode & 0o777 };
}

const EPOCH = 'epoch-before-the-backup';
const newerMigration = `insert into ${MIGRATION_TABLE} (name, timestamp) values ('9999-newer', '')`;

/** A store, closed, at the second change of an article, and a backup of it at the first. */
async function backedUp(dataDir: string) {
  const { store } = await openStore(dataDir);
  const article = await createdArticle(store);
  const copy = join(dataDir, 'copy');
  await backUp(dataDir, copy);
  await publish(store, article.id, 1);
  await store.close();
  return { article, copy };
}

async function createdArticle(store: Store) {
  const article = makeArticle();
  await store.transaction(async tx => {
    await tx.createArticle(article, EPOCH);
    await tx.append(article.id, [{ type: 'article-created', article }], 1);
  });
  return article;
}

async function positionIn(dataDir: string, articleId: string) {
  const { store } = await openStore(dataDir);
  const stored = await store.articleById(articleId);
  await store.close();
  return stored?.position;
}

function run(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

function publish(store: Store, articleId: string, number: number) {
  return store.transaction(tx =>
    tx.append(articleId, [{ type: 'entry-published', entry: makeEntry({ number }) }], number),
  );
}
