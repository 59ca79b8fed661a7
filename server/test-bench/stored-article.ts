import type { Store } from '#server/store/store.ts';
import type { Article } from '#shared/article.ts';
import type { Change } from '#shared/protocol.ts';

/** What the logs that `createIn` starts are called, and when their changes happen. */
export const EPOCH = 'epoch-of-this-test';
export const AT = 1_772_000_000_000;

/** Starts the log of an article, as `write` does. */
export function createIn(store: Store, article: Article) {
  return store.transaction(async tx => {
    await tx.createArticle(article, EPOCH);
    return tx.append(article.id, [{ type: 'article-created', article }], AT);
  });
}

export async function changesOf(store: Store, { id }: Article): Promise<Change[]> {
  return (await store.changesAfter(id, 0, 1_000)).map(({ json }) => JSON.parse(json) as Change);
}

/** All that the database holds, whoever it is for. */
export async function everyRow({ engine }: Store): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const { name } of await engine.introspection.getTables())
    rows[name] = await engine
      .selectFrom(name as never)
      .selectAll()
      .execute();
  return rows;
}
