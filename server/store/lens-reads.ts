import { sql } from 'kysely';
import type { Entry } from '#shared/article.ts';
import { FOUND_PAGE } from '#shared/found.ts';
import { type Choice, type Choices, facetsIn, type Lens, MAX_CHOICES, type Selection } from '#shared/lens.ts';
import { PAGE_ENTRIES } from '#shared/page-boundaries.ts';
import type { Reader } from './sql-reads.ts';

/** The next entries that a lens picks, from a number on in its order, without it. */
export async function readSelection(
  db: Reader,
  articleId: string,
  lens: Lens,
  from: number | null,
): Promise<Pick<Selection, 'entries' | 'next' | 'total'>> {
  const placed = picked(db, articleId, lens);
  const beyond = from === null ? placed : placed.where('entry.number', lens.order === 'newest' ? '<' : '>', from);
  const rows = await beyond
    .select(['entry.number', 'entry.json'])
    .orderBy('entry.number', lens.order === 'newest' ? 'desc' : 'asc')
    .limit(PAGE_ENTRIES + 1)
    .execute();
  const { total } = await picked(db, articleId, lens)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const page = rows.slice(0, PAGE_ENTRIES);
  const next = rows.length > PAGE_ENTRIES ? (page.at(-1)?.number ?? null) : null;
  return { entries: page.map(({ json }) => JSON.parse(json) as Entry), next, total };
}

export async function readChoices(db: Reader, articleId: string): Promise<Choices> {
  const rows = await db
    .selectFrom('entry_facet')
    .select(({ fn }) => ['facet', fn.countAll<number>().as('count')])
    .where('article_id', '=', articleId)
    .groupBy('facet')
    .execute();
  const counts = new Map(rows.map(({ facet, count }) => [facet, count]));
  const named = (prefix: string): Choice[] =>
    [...counts]
      .filter(([facet]) => facet.startsWith(prefix))
      .map(([facet, count]) => ({ name: facet.slice(prefix.length), count }))
      .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, MAX_CHOICES);
  return {
    key: counts.get('key') ?? 0,
    corrections: counts.get('corrections') ?? 0,
    authors: named('author:'),
    tags: named('tag:'),
  };
}

/** Entries that have all the phrases, newest first: a page of them and one more. */
export async function readFound(
  db: Reader,
  articleId: string,
  phrases: readonly string[],
  before: number | null,
): Promise<Entry[]> {
  let query = db.selectFrom('entry').select('json').where('article_id', '=', articleId);
  if (before !== null) query = query.where('number', '<', before);
  for (const phrase of phrases) query = query.where(sql<boolean>`words like ${`%${phrase}%`}`);
  const rows = await query
    .orderBy('number', 'desc')
    .limit(FOUND_PAGE + 1)
    .execute();
  return rows.map(({ json }) => JSON.parse(json) as Entry);
}

function picked(db: Reader, articleId: string, lens: Lens) {
  return facetsIn(lens).reduce(
    (query, facet) =>
      query.where('entry.number', 'in', inner =>
        inner
          .selectFrom('entry_facet')
          .select('entry_facet.number')
          .where('entry_facet.article_id', '=', articleId)
          .where('entry_facet.facet', '=', facet),
      ),
    db.selectFrom('entry').where('entry.article_id', '=', articleId),
  );
}
