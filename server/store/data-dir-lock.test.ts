import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asNobody } from '#server/test-bench/as-nobody.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { lockDataDir } from './data-dir-lock.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

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

it('belongs to the owner of the folder, also where root takes it', ({ skip }) => {
  skip(!isRoot, 'needs to give files away: run it as root');
  using folder = tempDir();
  chownSync(folder.path, NOBODY, NOBODY);

  lockDataDir(folder.path)?.release();

  const { uid, gid } = statSync(join(folder.path, 'lock.sqlite'));
  expect([uid, gid]).toEqual([NOBODY, NOBODY]);
});

it('says that a folder cannot be used', () => {
  using folder = tempDir();
  mkdirSync(join(folder.path, 'lock.sqlite'));

  expect(() => lockDataDir(folder.path)).toThrow(
    `DATA_DIR ${folder.path} cannot be used: unable to open database file`,
  );
});

it('says that a file is no folder', () => {
  using folder = tempDir();
  const file = join(folder.path, 'passwd');
  writeFileSync(file, '');

  expect(() => lockDataDir(file)).toThrow(
    `DATA_DIR ${file} cannot be used: EEXIST: file already exists, mkdir '${file}'`,
  );
});

it('refuses a folder whose lock can only be read, for then it keeps nobody out', () => {
  using folder = tempDir();
  lockDataDir(folder.path)?.release();
  chmodSync(folder.path, 0o755);
  chmodSync(join(folder.path, 'lock.sqlite'), 0o444);
  using _ = asNobody();

  expect(() => lockDataDir(folder.path)).toThrow(
    `DATA_DIR ${folder.path} cannot be used: its lock.sqlite can be read but not written. It has to belong to the user that Pressbox runs as.`,
  );
});
