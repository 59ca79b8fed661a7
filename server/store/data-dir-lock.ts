import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { giveLike } from './file-owner.ts';
import { SQLITE_READONLY } from './sqlite.ts';
import { reasonOf, UnusableStore } from './unusable-store.ts';

/** The folder holds password hashes, drafts and the operator's key. */
export const OWNER_ONLY = 0o700;

export interface DataDirLock {
  release(): void;
}

/**
 * Takes the folder for this process, or answers null where another one has it; throws UnusableStore where it cannot be written to. The lock is a transaction held open on a file of its
 * own: the operating system lets go of it when the process dies, however it dies.
 */
export function lockDataDir(dataDir: string): DataDirLock | null {
  let file: DatabaseSync | null = null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
    const place = join(dataDir, 'lock.sqlite');
    const isNew = !existsSync(place);
    file = new DatabaseSync(place, { timeout: 0 });
    if (isNew) giveLike(statSync(dataDir), place);
    // A lock on a file that can only be read keeps nobody out: writing to it shows that. Nothing of it comes to the disk.
    file.exec('pragma journal_mode = memory; begin exclusive; pragma user_version = 1');
    const held = file;
    return { release: () => held.close() };
  } catch (error) {
    file?.close();
    if (isBusy(error)) return null;
    throw new UnusableStore(`DATA_DIR ${dataDir} cannot be used: ${whyOf(error)}`);
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return codeOf(error) === SQLITE_BUSY;
}

function whyOf(error: unknown): string {
  if (codeOf(error) === SQLITE_READONLY)
    return 'its lock.sqlite can be read but not written. It has to belong to the user that Pressbox runs as.';
  return reasonOf(error);
}

function codeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : null;
}
