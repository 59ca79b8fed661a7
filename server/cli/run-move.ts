import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DatabaseUrl, readConfig } from '#server/config.ts';
import { lockDataDir } from '#server/store/data-dir-lock.ts';
import { type MovedTable, MoveRefused, moveStore } from '#server/store/move.ts';
import { DATABASE_FILE } from '#server/store/open-store.ts';
import { reasonOf } from '#server/store/unusable-store.ts';
import { EXIT_CODES, Failure, failureOf } from './failure.ts';
import { checked } from './options.ts';
import { type Terminal, whereAsked } from './terminal.ts';

const USAGE = `usage: npm run move -- --to postgres://USER@HOST/DATABASE [--from FOLDER]
Carries the embedded store in FOLDER (else DATA_DIR) over into an empty PostgreSQL database, with the server stopped.
A password may come in PGPASSWORD instead of the address.`;

/** `npm run move`: the embedded store goes on in PostgreSQL. Answers the exit code. */
export async function runMove(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { from, to } = optionsOf(args, terminal);
    const tables = await moveLocked(from, to, terminal);
    terminal.print(report(tables, { from, to, hasSecret: Boolean(terminal.env.PRESSBOX_SECRET) }));
    return EXIT_CODES.done;
  } catch (error) {
    const { kind, message } = failureOf(error);
    terminal.say(message);
    return EXIT_CODES[kind];
  }
}

function optionsOf(args: readonly string[], { env }: Terminal): { readonly from: string; readonly to: string } {
  const { from, to } = parsed(args);
  if (to === undefined) throw new Failure('usage', USAGE);
  return {
    from: from === undefined ? readConfig({ DATA_DIR: env.DATA_DIR }).dataDir : whereAsked(from, env),
    to: checked(DatabaseUrl, '--to', to),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { from: { type: 'string' }, to: { type: 'string' } } }).values;
  } catch (error) {
    throw new Failure('usage', `${(error as Error).message}\n${USAGE}`);
  }
}

async function moveLocked(from: string, to: string, terminal: Terminal): Promise<readonly MovedTable[]> {
  // Asked before the lock is taken, which would make the folder.
  if (!existsSync(join(from, DATABASE_FILE))) throw new Failure('refused', `There is no store in ${from}.`);
  const lock = lockDataDir(from);
  if (lock === null) throw new Failure('refused', `A server is running on ${from}: stop it first. Nothing was moved.`);
  try {
    return await moveStore(from, to, progress(terminal));
  } catch (error) {
    if (error instanceof MoveRefused) throw new Failure('refused', `${error.message} Nothing was moved.`);
    throw new Failure('server', `PostgreSQL did not take it: ${reasonOf(error)}. Nothing was moved.`);
  } finally {
    lock.release();
  }
}

const PROGRESS_EVERY_MS = 1_000;

/** One line a second at most. */
function progress({ say }: Terminal): (table: string, rows: number) => void {
  let saidAt = performance.now();
  return (table, rows) => {
    const now = performance.now();
    if (now - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = now;
    say(`${table}: ${rows} rows`);
  };
}

interface Settings {
  readonly from: string;
  readonly to: string;
  /** PRESSBOX_SECRET is set already; else the folder's own secret was in use. */
  readonly hasSecret: boolean;
}

function report(tables: readonly MovedTable[], { from, to, hasSecret }: Settings): string {
  const counts = tables.filter(({ rows }) => rows > 0).map(({ table, rows }) => `${table} ${rows}`);
  const address = new URL(to);
  if (address.password !== '') address.password = '***';
  return [
    `The store is moved (rows: ${counts.join(', ')}). Start every node with`,
    `  DATABASE_URL=${address.href}`,
    hasSecret ? '  PRESSBOX_SECRET as it is set now' : `  PRESSBOX_SECRET="$(cat '${join(from, 'secret')}')"`,
    'and everybody stays signed in. The folder is as it was: what is published from it later is not in PostgreSQL.',
  ].join('\n');
}
