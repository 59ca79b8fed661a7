import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

const EPOCH_BYTES = 16;

/**
 * Gives every article's log a new epoch, in one transaction: whoever followed the log as it was starts over (D5). Answers how many
 * articles there are. Nobody may serve the store meanwhile.
 */
export async function giveNewEpochs(db: Kysely<Database>): Promise<number> {
  return db.transaction().execute(async tx => {
    const articles = await tx.selectFrom('article').select(['id', 'epoch']).execute();
    for (const { id, epoch } of articles) {
      const fresh = randomBytes(EPOCH_BYTES).toString('base64url');
      await tx.updateTable('article').set({ epoch: fresh }).where('id', '=', id).execute();
      // Not to be found inside a text, whose quotation marks JSON escapes.
      const json = sql<string>`replace(json, ${epochField(epoch)}, ${epochField(fresh)})`;
      await tx.updateTable('change').set({ json }).where('article_id', '=', id).execute();
    }
    return articles.length;
  });
}

function epochField(epoch: string): string {
  return JSON.stringify({ epoch }).slice(1, -1);
}
