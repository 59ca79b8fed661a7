import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '#server/test-bench/temp-dir.ts';

it('says in one sentence that a folder cannot be used', () => {
  using folder = tempDir();
  const file = join(folder.path, 'file');
  writeFileSync(file, '');

  const { status, stderr } = spawnSync(process.execPath, ['server/cli/restore.ts', file], {
    env: { PATH: process.env.PATH, DATA_DIR: file },
    encoding: 'utf8',
  });

  expect([status, stderr]).toEqual([
    3,
    `DATA_DIR ${file} cannot be used: EEXIST: file already exists, mkdir '${file}'\n`,
  ]);
});
