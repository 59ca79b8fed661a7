import { sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

const PICTURE = /\/media\/([a-z0-9]{16,64})\./g;

/** The pictures that texts, as JSON, speak of: their hashes, each once. */
export function picturesIn(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(text => [...text.matchAll(PICTURE)].map(([, hash = '']) => hash)))];
}

/**
 * Withdrawn is gone (D11), the pictures too: those that nothing else speaks of any more, published or drafted. Every text there is
 * is looked through, which is rare enough.
 */
export async function erasePictures(tx: Transaction<Database>, pictures: readonly string[]): Promise<void> {
  for (const picture of pictures) {
    const mention = `%/media/${picture}.%`;
    const { rows } = await sql`
      select 1 where exists (select 1 from change where json like ${mention})
        or exists (select 1 from draft where json like ${mention})
        or exists (select 1 from article where json like ${mention})`.execute(tx);
    if (rows.length === 0) await sql`delete from media where picture = ${picture}`.execute(tx);
  }
}
