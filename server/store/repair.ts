import type { Kysely, Transaction } from 'kysely';
import type { Change } from '#shared/protocol.ts';
import { indexOf, replaceFacets } from './entry-index.ts';
import type { Database } from './schema.ts';
import { readArticle, readEntry } from './sql-reads.ts';

/**
 * A node of a version that knew nothing of kinds, periods, words and facets may have written after a newer one had brought the tables to
 * its own: what is missing for that is made up for, article by article. Such changes have no kind.
 */
export async function repair(db: Kysely<Database>, rows: 'free' | 'locked'): Promise<void> {
  const unfinished = await db
    .selectFrom('article')
    .innerJoin('change', join => join.onRef('change.article_id', '=', 'article.id').on('change.type', '=', ''))
    .select('article.id')
    .distinct()
    .execute();
  for (const { id } of unfinished) await db.transaction().execute(tx => repairArticle(tx, id, rows));
}

async function repairArticle(tx: Transaction<Database>, articleId: string, rows: 'free' | 'locked'): Promise<void> {
  await readArticle(tx, 'id', articleId, rows);
  const changes = await tx
    .selectFrom('change')
    .select(['seq', 'entry_id', 'json'])
    .where('article_id', '=', articleId)
    .where('type', '=', '')
    .execute();
  for (const { seq, json } of changes)
    await tx
      .updateTable('change')
      .set({ type: (JSON.parse(json) as Change).type })
      .where('article_id', '=', articleId)
      .where('seq', '=', seq)
      .execute();
  for (const entryId of new Set(changes.flatMap(({ entry_id }) => entry_id ?? []))) {
    const entry = await readEntry(tx, articleId, entryId);
    if (entry === null) continue;
    await tx.updateTable('entry').set(indexOf(entry)).where('id', '=', entryId).execute();
    await replaceFacets(tx, articleId, entry);
  }
}
