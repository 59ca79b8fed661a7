import { readConfig } from '#server/config.ts';
import { environment } from '#server/environment.ts';
import { restore } from '#server/store/backup.ts';
import { type DataDirLock, lockDataDir } from '#server/store/data-dir-lock.ts';
import { whereAsked } from './terminal.ts';

/** `npm run restore -- FILE`: puts a backup in the place of the store, with the server stopped. */
const [file] = process.argv.slice(2);

if (file === undefined) {
  console.error('usage: npm run restore -- FILE');
  process.exitCode = 2;
} else await restoreFrom(file);

async function restoreFrom(backup: string): Promise<void> {
  let lock: DataDirLock | null = null;
  try {
    const env = environment();
    const { dataDir } = readConfig(env);
    lock = lockDataDir(dataDir);
    if (lock === null) throw new Error(`A server is running on ${dataDir}: stop it first.`);
    const aside = await restore(dataDir, whereAsked(backup, env), new Date());
    console.log(`The store is as it was in ${backup}; readers will start over.`);
    if (aside !== null) console.log(`What was there is kept as ${aside}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 3;
  } finally {
    lock?.release();
  }
}
