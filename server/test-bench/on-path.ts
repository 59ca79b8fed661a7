import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where administrators' programs are, which a user's PATH may leave out. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The file of an installed program, or null. */
export function onPath(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map(folder => join(folder, name)).find(file => existsSync(file)) ?? null;
}
