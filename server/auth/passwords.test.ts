import { expect, test } from 'vitest';
import { createPasswords, isOutdated } from './passwords.ts';

const PASSWORD = 'a horse, a kingdom';

test('[S] a password is kept as argon2id with at least 19 MiB, two passes and a salt of its own', async () => {
  const { hash } = createPasswords();

  const [first, second] = await Promise.all([hash(PASSWORD), hash(PASSWORD)]);

  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(second).not.toBe(first);
});

test('[S] only the same password passes, however its letters were typed', async () => {
  const { hash, verify } = createPasswords();
  const kept = await hash('un caf\u00e9 tr\u00e8s serr\u00e9');

  expect(await verify({ hash: kept, password: 'un cafe\u0301 tre\u0300s serre\u0301' })).toBe(true);
  expect(await verify({ hash: kept, password: 'un cafe tres serre' })).toBe(false);
  expect(await verify({ hash: kept, password: '' })).toBe(false);
});

test('a hash with other parameters still passes and is known as outdated', async () => {
  // From the reference implementation: argon2 somesalt -id -t 2 -k 65536 -p 1, password "password".
  const older = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const { hash, verify } = createPasswords();

  expect(await verify({ hash: older, password: 'password' })).toBe(true);
  expect(isOutdated(older)).toBe(true);
  expect(isOutdated(await hash(PASSWORD))).toBe(false);
});

test('a damaged hash is an error, not a wrong password', async () => {
  const { verify } = createPasswords();

  await expect(verify({ hash: 'plain text', password: 'plain text' })).rejects.toThrow('not an argon2id PHC string');
});

test('[S] a crowd waits its turn, and past what is sensible it is told to come back', async () => {
  const { hash } = createPasswords();

  const outcomes = await Promise.allSettled(Array.from({ length: 53 }, () => hash(PASSWORD)));

  const refused = outcomes.filter(outcome => outcome.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ refusal: { status: 503, code: 'busy', retryAfterMs: 3_000 } });
  expect(await hash(PASSWORD)).toContain('$argon2id$');
});
