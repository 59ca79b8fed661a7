import { readConfig } from '#server/config.ts';
import { environment } from '#server/environment.ts';
import { backUp } from '#server/store/backup.ts';
import { whereAsked } from './terminal.ts';

/** `npm run backup -- FILE`: a consistent copy of the store, also while the server runs. */
const [file] = process.argv.slice(2);

if (file === undefined) {
  console.error('usage: npm run backup -- FILE');
  process.exitCode = 2;
} else {
  try {
    const env = environment();
    await backUp(readConfig(env).dataDir, whereAsked(file, env));
    console.log(`The store is copied to ${file}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 3;
  }
}
