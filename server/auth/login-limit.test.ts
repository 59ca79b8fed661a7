import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLoginLimit, type LoginLimit } from './login-limit.ts';

const FIFTEEN_MINUTES_MS = 15 * 60 * 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('[S] an account takes five attempts in fifteen minutes, from wherever they come', async () => {
  const limit = createLoginLimit();
  const admitted = await admittedOf(limit, 5, attempt => ({ email: 'ada@example.org', address: `192.0.2.${attempt}` }));

  expect(admitted).toBe(5);
  expect(await limit.admit({ email: 'ada@example.org', address: '192.0.2.99' })).toEqual({
    status: 'limited',
    retryAfterMs: FIFTEEN_MINUTES_MS,
  });
  expect(await limit.admit({ email: ' ADA@example.org', address: '192.0.2.99' })).toMatchObject({ status: 'limited' });
  expect(await limit.admit({ email: 'bob@example.org', address: '192.0.2.99' })).toEqual({ status: 'admitted' });
});

test('[S] an address takes twenty attempts in fifteen minutes, whomever they name', async () => {
  const limit = createLoginLimit();

  expect(await admittedOf(limit, 25, attempt => ({ email: `${attempt}@example.org`, address: '192.0.2.1' }))).toBe(20);
});

test('[S] attempts made at the same time are counted like any others', async () => {
  const limit = createLoginLimit();

  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, attempt) =>
      limit.admit({ email: 'ada@example.org', address: `192.0.2.${attempt}` }),
    ),
  );

  expect(outcomes.filter(outcome => outcome.status === 'admitted')).toHaveLength(5);
});

test('the limit ends by itself', async () => {
  const limit = createLoginLimit();
  const attempt = { email: 'ada@example.org', address: '192.0.2.1' };
  await admittedOf(limit, 6, () => attempt);

  vi.advanceTimersByTime(FIFTEEN_MINUTES_MS + 1);

  expect(await limit.admit(attempt)).toEqual({ status: 'admitted' });
});

test('a success forgets the failures of the account, and its attempt is not held against the address', async () => {
  const limit = createLoginLimit();
  const newsroom = '192.0.2.1';

  for (let editor = 0; editor < 30; editor += 1) {
    const attempt = { email: `editor${editor}@example.org`, address: newsroom };
    expect(await limit.admit(attempt)).toEqual({ status: 'admitted' });
    await limit.succeeded(attempt);
  }
  const attempt = { email: 'ada@example.org', address: newsroom };
  expect(await admittedOf(limit, 4, () => attempt)).toBe(4);
  await limit.succeeded(attempt);
  expect(await admittedOf(limit, 6, () => attempt)).toBe(5);
});

test.each([
  ['the addresses of one IPv6 subscriber', (attempt: number) => `2001:db8:0:1::${attempt + 1}`, 20],
  [
    'the same in their long form',
    (attempt: number) => (attempt % 2 ? '2001:db8::1:0:0:0:5' : '2001:0db8:0:1:0:0:0:6'),
    20,
  ],
  ['IPv4 addresses in their IPv6 form', (attempt: number) => (attempt % 2 ? '192.0.2.1' : '::ffff:192.0.2.1'), 20],
  ['different IPv6 subscribers', (attempt: number) => `2001:db8:0:${attempt + 1}::1`, 25],
])('[S] %s are counted rightly', async (_case, address, admitted) => {
  const limit = createLoginLimit();

  expect(await admittedOf(limit, 25, attempt => ({ email: `${attempt}@example.org`, address: address(attempt) }))).toBe(
    admitted,
  );
});

async function admittedOf(
  limit: LoginLimit,
  attempts: number,
  attemptAt: (index: number) => { readonly email: string; readonly address: string },
): Promise<number> {
  let admitted = 0;
  for (let index = 0; index < attempts; index += 1)
    if ((await limit.admit(attemptAt(index))).status === 'admitted') admitted += 1;
  return admitted;
}
