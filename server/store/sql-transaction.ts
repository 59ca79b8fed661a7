import type { Transaction } from 'kysely';
import type { Entry, Position } from '#shared/article.ts';
import type { Change } from '#shared/protocol.ts';
import { addFacets, indexOf, replaceFacets } from './entry-index.ts';
import {
  addMentions,
  erasePictures,
  picturesShownIn,
  removeMentions,
  replaceMentions,
  unshownPictures,
} from './picture-mentions.ts';
import type { Database } from './schema.ts';
import { readArticle, readDraft, readEntry } from './sql-reads.ts';
import type { StoreTransaction, UnplacedChange } from './store.ts';

type Tx = Transaction<Database>;
type Rows = 'free' | 'locked';

const MEDIA_PATH = '/media/';

/** What may be done inside a transaction. `locked`: an article that is read waits for others that write to it, and makes them wait. */
export function sqlTransaction(tx: Tx, rows: Rows): StoreTransaction {
  return {
    article: id => readArticle(tx, 'id', id, rows),
    entry: (articleId, entryId) => readEntry(tx, articleId, entryId),
    draft: (articleId, draftId) => readDraft(tx, articleId, draftId),
    async countDrafts(userId) {
      const counting = tx.selectFrom('draft').select(({ fn }) => fn.countAll<number>().as('drafts'));
      return (await counting.where('user_id', '=', userId).executeTakeFirstOrThrow()).drafts;
    },
    async isSlugTaken(slug) {
      return (await tx.selectFrom('article').select('id').where('slug', '=', slug).executeTakeFirst()) !== undefined;
    },
    async createArticle(article, epoch) {
      const row = { id: article.id, slug: article.slug, epoch, head: 0, last_number: 0, json: JSON.stringify(article) };
      await tx.insertInto('article').values(row).execute();
    },
    append: (articleId, changes, at) => append(tx, rows, articleId, changes, at),
    async removeArticle(id) {
      const shown = tx.deleteFrom('picture_mention').where('article_id', '=', id).returning('picture');
      const pictures = (await shown.execute()).map(({ picture }) => picture);
      for (const table of ['draft', 'change', 'entry_facet', 'entry'] as const)
        await tx.deleteFrom(table).where('article_id', '=', id).execute();
      await tx.deleteFrom('article').where('id', '=', id).execute();
      await erasePictures(tx, pictures, { rows });
    },
    async saveDraft({ releaseAt, ...kept }) {
      const text = { release_at: releaseAt === null ? null : Date.parse(releaseAt), json: JSON.stringify(kept) };
      await tx
        .insertInto('draft')
        .values({ id: kept.id, article_id: kept.articleId, user_id: kept.userId, ...text })
        .onConflict(conflict => conflict.column('id').doUpdateSet(text))
        .execute();
      const shown = { pictures: picturesShownIn(text.json), at: Date.parse(kept.savedAt) };
      await replaceMentions(tx, { kind: 'draft', id: kept.id, articleId: kept.articleId }, shown);
    },
    async discardDraft(draftId) {
      await tx.deleteFrom('draft').where('id', '=', draftId).execute();
      await erasePictures(tx, await removeMentions(tx, { kind: 'draft', id: draftId }), { rows });
    },
    async publishDraft(draftId, entryId) {
      await tx.deleteFrom('draft').where('id', '=', draftId).execute();
      await removeMentions(tx, { kind: 'draft', id: draftId });
      await tx
        .insertInto('published_draft')
        .values({ id: draftId, entry_id: entryId })
        .onConflict(conflict => conflict.column('id').doNothing())
        .execute();
    },
    async storedPictures(srcs) {
      if (srcs.length === 0) return [];
      const names = srcs.map(src => src.slice(MEDIA_PATH.length));
      const query = tx
        .selectFrom('media')
        .select(['name', 'width', 'height'])
        .where('name', 'in', names)
        .orderBy('name');
      const found = await (rows === 'locked' ? query.forShare() : query).execute();
      return found.map(({ name, width, height }) => ({ src: MEDIA_PATH + name, width, height }));
    },
    async collectPictures(storedBefore, limit) {
      return erasePictures(tx, await unshownPictures(tx, storedBefore, limit), { rows, storedBefore });
    },
    async rememberedCommand(commandId) {
      const row = await tx.selectFrom('command').selectAll().where('id', '=', commandId).executeTakeFirst();
      return row ?? null;
    },
    async rememberCommand(commandId, { hash, answer }, { at, forgetBefore }) {
      await tx.deleteFrom('command').where('at', '<', forgetBefore).execute();
      await tx.insertInto('command').values({ id: commandId, hash, answer, at }).execute();
    },
  };
}

async function append(
  tx: Tx,
  rows: Rows,
  articleId: string,
  changes: readonly UnplacedChange[],
  at: number,
): Promise<Position> {
  let position: Position | null = null;
  for (const unplaced of changes) {
    const { head, epoch } = await tx
      .updateTable('article')
      .set(column => ({ head: column('head', '+', 1) }))
      .where('id', '=', articleId)
      .returning(['head', 'epoch'])
      .executeTakeFirstOrThrow();
    position = { epoch, seq: head };
    const change: Change = { ...unplaced, ...position, at };
    await tx
      .insertInto('change')
      .values({
        article_id: articleId,
        seq: head,
        entry_id: 'entry' in change ? change.entry.id : null,
        type: change.type,
        json: JSON.stringify(change),
      })
      .execute();
    await bringUpToDate(tx, rows, articleId, change);
  }
  if (position === null) throw new Error('append needs at least one change');
  return position;
}

async function bringUpToDate(tx: Tx, rows: Rows, articleId: string, change: Change): Promise<void> {
  if ('article' in change) {
    const json = JSON.stringify(change.article);
    await tx.updateTable('article').set({ json }).where('id', '=', articleId).execute();
    await addMentions(tx, { kind: 'article', id: articleId, articleId }, picturesShownIn(json));
  }
  if (!('entry' in change)) return;
  const { entry } = change;
  const content = { json: JSON.stringify(entry), ...indexOf(entry) };
  await tx
    .insertInto('entry')
    .values({ id: entry.id, article_id: articleId, number: entry.number, ...content })
    .onConflict(conflict => conflict.column('id').doUpdateSet(content))
    .execute();
  await addMentions(tx, { kind: 'entry', id: entry.id, articleId }, picturesShownIn(content.json));
  await (change.type === 'entry-published' ? addFacets : replaceFacets)(tx, articleId, entry);
  if (change.type === 'entry-published')
    await tx.updateTable('article').set({ last_number: entry.number }).where('id', '=', articleId).execute();
  if (entry.retraction === null) return;
  await eraseText(tx, articleId, entry);
  await erasePictures(tx, await removeMentions(tx, { kind: 'entry', id: entry.id }), { rows });
}

/**
 * Withdrawn is gone (D11): every earlier change of the entry carries the tombstone from now on; its place in the log stays. The pages
 * of the log that somebody may have kept are not asked for any more, for a new generation gives them new names.
 */
async function eraseText(tx: Tx, articleId: string, tombstone: Entry): Promise<void> {
  // Not by the article as well, with which SQLite would rather read the whole log.
  const rows = await tx.selectFrom('change').selectAll().where('entry_id', '=', tombstone.id).execute();
  const rewritten = rows
    .map(row => ({ ...row, now: JSON.stringify({ ...(JSON.parse(row.json) as Change), entry: tombstone }) }))
    .filter(row => row.now !== row.json);
  if (rewritten.length === 0) return;
  for (const { seq, now } of rewritten)
    await tx
      .updateTable('change')
      .set({ json: now })
      .where('article_id', '=', articleId)
      .where('seq', '=', seq)
      .execute();
  await tx
    .updateTable('article')
    .set(column => ({ generation: column('generation', '+', 1) }))
    .where('id', '=', articleId)
    .execute();
}
