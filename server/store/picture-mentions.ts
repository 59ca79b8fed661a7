import type { ExpressionBuilder, Transaction } from 'kysely';
import type { Database, PictureMentionTable } from './schema.ts';

type Tx = Transaction<Database>;

/** What shows pictures: a text that is public, with all that the log keeps of it, or a draft. */
interface Holder {
  readonly kind: PictureMentionTable['kind'];
  readonly id: string;
  readonly articleId: string;
}

const PICTURE = /"src":"\/media\/([a-z0-9]{16,64})\./g;

/** The pictures that a text shows, as JSON: their hashes, each once. */
export function picturesShownIn(json: string): readonly string[] {
  return [...new Set([...json.matchAll(PICTURE)].map(([, hash = '']) => hash))];
}

/** Writes down what is shown, beside what was before. */
export async function addMentions(tx: Tx, { kind, id, articleId }: Holder, pictures: readonly string[]): Promise<void> {
  if (pictures.length === 0) return;
  await tx
    .insertInto('picture_mention')
    .values(pictures.map(picture => ({ picture, kind, holder_id: id, article_id: articleId })))
    .onConflict(conflict => conflict.columns(['picture', 'kind', 'holder_id']).doNothing())
    .execute();
}

/** Answers what was shown until now. */
export async function removeMentions(tx: Tx, { kind, id }: Omit<Holder, 'articleId'>): Promise<readonly string[]> {
  const removing = tx.deleteFrom('picture_mention').where('kind', '=', kind).where('holder_id', '=', id);
  return (await removing.returning('picture').execute()).map(({ picture }) => picture);
}

/** The draft shows these now. What it does not show any more may come back with the next save: as if it were uploaded anew. */
export async function replaceMentions(
  tx: Tx,
  holder: Holder,
  { pictures, at }: { readonly pictures: readonly string[]; readonly at: number },
): Promise<void> {
  const before = await removeMentions(tx, holder);
  await addMentions(tx, holder, pictures);
  const dropped = before.filter(picture => !pictures.includes(picture));
  if (dropped.length === 0) return;
  await tx
    .updateTable('media')
    .set({ stored_at: at })
    .where('picture', 'in', dropped)
    .where('stored_at', '<', at)
    .execute();
}

/** Erases those of the pictures that nothing shows any more; answers how many files went. */
export async function erasePictures(
  tx: Tx,
  pictures: readonly string[],
  {
    rows,
    storedBefore = Number.MAX_SAFE_INTEGER,
  }: { readonly rows: 'free' | 'locked'; readonly storedBefore?: number },
): Promise<number> {
  if (pictures.length === 0) return 0;
  // Whoever is about to show one of them holds it (`storedPictures`): whether anything shows it is known when they are done.
  if (rows === 'locked')
    await tx.selectFrom('media').select('name').where('picture', 'in', pictures).orderBy('name').forUpdate().execute();
  const { numDeletedRows } = await tx
    .deleteFrom('media')
    .where('picture', 'in', pictures)
    .where('stored_at', '<', storedBefore)
    .where(isShownNowhere)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Some of the pictures that nothing shows and that were stored before this moment. */
export async function unshownPictures(tx: Tx, storedBefore: number, limit: number): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('media')
    .select('picture')
    .distinct()
    .where('stored_at', '<', storedBefore)
    .where(isShownNowhere)
    .limit(limit)
    .execute();
  return rows.map(({ picture }) => picture);
}

function isShownNowhere({ not, exists, selectFrom }: ExpressionBuilder<Database, 'media'>) {
  const mentions = selectFrom('picture_mention').select('holder_id');
  return not(exists(mentions.whereRef('picture_mention.picture', '=', 'media.picture')));
}
