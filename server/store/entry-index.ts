import type { Transaction } from 'kysely';
import type { Entry } from '#shared/article.ts';
import { searchedWords } from '#shared/found.ts';
import { facetsOf } from '#shared/lens.ts';
import type { Database } from './schema.ts';
import { listedAs } from './sql-contents.ts';

/** What the table says of an entry so that it is found without reading its text. */
export function indexOf(entry: Entry) {
  return { ...listedAs(entry), words: searchedWords(entry) };
}

/** What it can be picked by, instead of what it could be picked by before. */
export async function replaceFacets(tx: Transaction<Database>, articleId: string, entry: Entry): Promise<void> {
  await tx.deleteFrom('entry_facet').where('entry_id', '=', entry.id).execute();
  await addFacets(tx, articleId, entry);
}

export async function addFacets(tx: Transaction<Database>, articleId: string, entry: Entry): Promise<void> {
  const facets = facetsOf(entry).map(facet => ({
    ...{ article_id: articleId, facet, number: entry.number, entry_id: entry.id },
  }));
  if (facets.length > 0) await tx.insertInto('entry_facet').values(facets).execute();
}
