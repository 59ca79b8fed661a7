import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Change } from '#shared/protocol.ts';
import type { ArticleHandle } from './api.ts';
import type { Newsroom } from './newsroom.ts';

type Told = Change & { readonly article?: object; readonly entry?: { readonly id: string } };

/**
 * Lets an article's changes have happened at these moments: each of them so many minutes after `from`. The server is stopped for it, for
 * it writes a log once.
 */
export async function letHappen(
  newsroom: Newsroom,
  { id }: ArticleHandle,
  { from, minutes }: { readonly from: string; readonly minutes: readonly number[] },
): Promise<void> {
  await newsroom.stopServer();
  const database = new DatabaseSync(join(newsroom.dataDir, 'pressbox.sqlite'));
  const rows = database.prepare('select seq, json from change where article_id = ? order by seq').all(id);
  if (rows.length !== minutes.length) throw new Error(`The log has ${rows.length} changes, not ${minutes.length}.`);
  const changes = rows.map(({ json }) => JSON.parse(String(json)) as Told);
  const times = minutes.map(minute => Date.parse(from) + minute * 60_000);
  const createdAt = instantOf(times[0]);
  const publishedAt = new Map(
    changes.map(({ entry }, index) => [entry?.id, instantOf(times[index])] as const).reverse(),
  );
  const put = database.prepare('update change set json = ? where article_id = ? and seq = ?');
  for (const [index, change] of changes.entries()) {
    const { article, entry } = change;
    const told = {
      ...{ ...change, at: times[index] },
      ...(article && { article: { ...article, createdAt } }),
      ...(entry && { entry: { ...entry, publishedAt: publishedAt.get(entry.id) } }),
    };
    put.run(JSON.stringify(told), id, change.seq);
    if (entry) database.prepare('update entry set json = ? where id = ?').run(JSON.stringify(told.entry), entry.id);
    if (article) database.prepare('update article set json = ? where id = ?').run(JSON.stringify(told.article), id);
  }
  database.close();
  await newsroom.startServer();
}

function instantOf(time: number | undefined): string {
  return new Date(time ?? 0).toISOString();
}
