import { existsSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = ['/usr/lib/*/faketime', '/usr/lib/faketime', '/usr/lib64/faketime', '/usr/local/lib/faketime'];
const LIBRARY = 'libfaketimeMT.so.1';

/** Where libfaketime is not installed, that. */
export function faketimeMissing(): string | null {
  return library() === null ? 'needs libfaketime' : null;
}

/** A clock of its own for a process: real, until it jumps. Timers go on by the monotonic clock, as with a real jump. */
export interface FakeClock {
  readonly env: Readonly<Record<string, string>>;
  /** So many seconds ahead of the real one, or behind it. */
  setTo(offsetSeconds: number): void;
}

export function fakeClock(folder: string): FakeClock {
  const file = join(folder, 'clock');
  const setTo = (offsetSeconds: number) => writeFileSync(file, `${offsetSeconds < 0 ? '' : '+'}${offsetSeconds}s\n`);
  setTo(0);
  return {
    env: {
      LD_PRELOAD: library() ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    setTo,
  };
}

function library(): string | null {
  const folders = PLACES.flatMap(place => globSync(place));
  return folders.map(folder => join(folder, LIBRARY)).find(file => existsSync(file)) ?? null;
}
