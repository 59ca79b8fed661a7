import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { lockDataDir } from './data-dir-lock.ts';

it('lets one have the folder at a time, making it where it is missing', () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'deep', 'data');

  const first = lockDataDir(dataDir);
  const second = lockDataDir(dataDir);
  first?.release();
  const third = lockDataDir(dataDir);
  third?.release();

  expect([first, second, third].map(lock => lock !== null)).toEqual([true, false, true]);
});

it('says that a folder cannot be used', () => {
  using folder = tempDir();
  mkdirSync(join(folder.path, 'lock.sqlite'));

  expect(() => lockDataDir(folder.path)).toThrow(
    `DATA_DIR ${folder.path} cannot be used: unable to open database file`,
  );
});
