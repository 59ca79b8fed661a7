import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** So many texts are in memory at a time; one has 64 KB at most. */
const BATCH = 200;
const PICTURE = /"src":"\/media\/([a-z0-9]{16,64})\./g;

/** Which text shows which picture, also of those that were there before: what a withdrawal takes along is found without reading everything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('picture_mention')
    .addColumn('picture', 'text', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('holder_id', 'text', column => column.notNull())
    .addColumn('article_id', 'text', column => column.notNull().references('article.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('picture_mention_by_picture', ['picture', 'kind', 'holder_id'])
    .execute();
  await db.schema
    .createIndex('picture_mention_by_holder')
    .on('picture_mention')
    .columns(['holder_id', 'kind'])
    .execute();
  await db.schema.createIndex('picture_mention_by_article').on('picture_mention').column('article_id').execute();
  await db.schema.createIndex('media_by_age').on('media').columns(['stored_at', 'picture']).execute();
  const coverage = db as Kysely<Database>;
  for (const { id } of await coverage.selectFrom('article').select('id').execute()) await fillFromLog(coverage, id);
  await fillFromDrafts(coverage);
}

async function fillFromLog(db: Kysely<Database>, articleId: string): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom('change')
      .select(['seq', 'json'])
      .where('article_id', '=', articleId)
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const { json } of rows) {
      if (!json.includes('/media/')) continue;
      const { article, entry } = JSON.parse(json);
      if (article) await mention(db, { kind: 'article', id: articleId, articleId }, article);
      if (entry) await mention(db, { kind: 'entry', id: entry.id, articleId }, entry);
    }
    last = rows.at(-1)?.seq ?? 0;
    if (rows.length < BATCH) return;
  }
}

async function fillFromDrafts(db: Kysely<Database>): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('draft')
      .select(['id', 'article_id', 'json'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id, article_id, json } of rows)
      await mention(db, { kind: 'draft', id, articleId: article_id }, JSON.parse(json));
    last = rows.at(-1)?.id ?? '';
    if (rows.length < BATCH) return;
  }
}

async function mention(
  db: Kysely<Database>,
  { kind, id, articleId }: { readonly kind: string; readonly id: string; readonly articleId: string },
  text: unknown,
): Promise<void> {
  for (const [, picture] of JSON.stringify(text).matchAll(PICTURE))
    await sql`
      insert into picture_mention (picture, kind, holder_id, article_id) values (${picture}, ${kind}, ${id}, ${articleId})
      on conflict do nothing`.execute(db);
}
