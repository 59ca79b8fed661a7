import { getMigrations } from 'better-auth/db/migration';
import { expect, test } from 'vitest';
import { libraryOptions } from './auth-library.ts';
import { createPasswords } from './passwords.ts';
import { openTestAccounts, SECRET } from './test-accounts.ts';

test('the library finds every table and column it needs', async () => {
  await using scene = await openTestAccounts();
  const log = { info: () => {}, error: () => {} };
  const options = libraryOptions({
    db: scene.db,
    secret: SECRET,
    publicUrl: null,
    clock: Date.now,
    log,
    passwords: createPasswords(),
  });

  const { toBeCreated, toBeAdded } = await getMigrations(options);

  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});
