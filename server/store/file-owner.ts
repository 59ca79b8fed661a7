import { chmodSync, chownSync, type Stats } from 'node:fs';

const NOT_TO_RUN = 0o666;

/**
 * Gives a new file the mode and the owner of what it replaces, or of its folder: a command that root runs must not lock the server's own
 * user out. Only root can give files away; those of others stay theirs.
 */
export function giveLike({ uid, gid, mode }: Stats, file: string): void {
  chmodSync(file, mode & NOT_TO_RUN);
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
}
