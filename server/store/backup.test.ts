import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { paragraphs } from '#shared/body-text.ts';
import { backUp, restore } from './backup.ts';
import { MediaTable } from './media-table.ts';
import { openStore } from './open-store.ts';
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

it('refuses to restore what is not a store, and leaves what is there', async () => {
  using folder = tempDir();
  const { store } = await openStore(folder.path);
  await store.close();
  const file = join(folder.path, 'letter');
  writeFileSync(file, 'Dear editor, '.repeat(1_000));

  await expect(restore(folder.path, file, new Date(0))).rejects.toThrow();

  const { wasEmpty, store: untouched } = await openStore(folder.path);
  await untouched.close();
  expect(wasEmpty).toBe(false);
});

function publish(store: Store, articleId: string, number: number) {
  return store.transaction(tx =>
    tx.append(articleId, [{ type: 'entry-published', entry: makeEntry({ number }) }], number),
  );
}
