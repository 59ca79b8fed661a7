import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecret } from './secret.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pressbox-secret-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

test('[S] the first start makes a secret that only the owner may read, the next ones find it', () => {
  const first = loadSecret(join(dataDir, 'new'));

  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(loadSecret(join(dataDir, 'new'))).toBe(first);
  expect(statSync(join(dataDir, 'new', 'secret')).mode & 0o777).toBe(0o600);
  expect(loadSecret(dataDir)).not.toBe(first);
});

test('a configured secret wins', () => {
  loadSecret(dataDir);

  expect(loadSecret(dataDir, 'c'.repeat(32))).toBe('c'.repeat(32));
});

test('a secret that is too short is refused with its place', () => {
  const file = join(dataDir, 'secret');
  writeFileSync(file, '\n');

  expect(() => loadSecret(dataDir)).toThrow(`${file}: a secret has at least 32 characters, this has 0`);
  expect(() => loadSecret(dataDir, 'hunter2')).toThrow('PRESSBOX_SECRET: a secret has at least 32 characters');
});
