import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** What the engines of the SQL store differ in. */
export interface SqlEngine {
  readonly db: Kysely<Database>;
  /** One process and one connection: transactions follow one another. Elsewhere they run side by side, and rows are locked. */
  readonly isSerial: boolean;
  /** What an error is: `conflict`: two transactions met, one more try is due; null: it is not the engine's. */
  kindOf(error: unknown): 'full' | 'unavailable' | 'conflict' | null;
}
