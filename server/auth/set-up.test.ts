import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ADA, BOB, HOUR_MS, madeUser, openTestAccounts, sentBack, signInAs } from './test-accounts.ts';

const { role: _role, ...FIRST } = ADA;

test('[S] a fresh start has no account that works', async () => {
  await using scene = await openTestAccounts();

  expect(await scene.accounts.listUsers()).toEqual([]);
  expect(await scene.accounts.isSetUpNeeded()).toBe(true);
});

test('[S] the token makes the first administrator, signed in, and works once', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  const token = await accounts.issueSetUpToken();
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);

  const outcome = await accounts.setUp({ ...FIRST, token });

  if (outcome.status !== 'done') throw new Error(outcome.refusal.reason);
  expect(outcome.user).toMatchObject({ name: 'Ada', email: 'ada@example.org', role: 'admin' });
  expect(await accounts.userOf({ cookie: sentBack(outcome.cookies) })).toEqual(outcome.user);
  expect(await accounts.isSetUpNeeded()).toBe(false);
  expect(await accounts.setUp({ ...FIRST, token })).toMatchObject({ refusal: { status: 409, code: 'set-up-done' } });
});

test('[S] of two who use the token at once one becomes administrator', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  const token = await accounts.issueSetUpToken();

  const outcomes = await Promise.all([
    accounts.setUp({ ...FIRST, token }),
    accounts.setUp({ ...FIRST, email: 'eve@example.org', token }),
  ]);

  expect(outcomes.map(outcome => outcome.status).toSorted()).toEqual(['done', 'refused']);
  expect(await accounts.listUsers()).toHaveLength(1);
});

test('[S] a wrong token, an earlier one and one of yesterday make nobody', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  const earlier = await accounts.issueSetUpToken();
  const latest = await accounts.issueSetUpToken();

  const wrong = { status: 'refused', refusal: { status: 403, code: 'bad-set-up-token', field: 'token' } };
  expect(await accounts.setUp({ ...FIRST, token: '' })).toMatchObject(wrong);
  expect(await accounts.setUp({ ...FIRST, token: earlier })).toMatchObject(wrong);
  scene.pass(24 * HOUR_MS);
  expect(await accounts.setUp({ ...FIRST, token: latest })).toMatchObject(wrong);
  expect(await accounts.listUsers()).toEqual([]);
});

test('[S] the token itself is kept nowhere', async () => {
  await using scene = await openTestAccounts();
  const token = await scene.accounts.issueSetUpToken();

  const { rows } = await sql`select * from verification`.execute(scene.db);

  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('an administrator can come from the configuration, once', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;

  const outcome = await accounts.ensureAdmin({ email: 'Ada@example.org', password: ADA.password });

  expect(outcome).toMatchObject({
    status: 'done',
    user: { name: 'Administrator', email: 'ada@example.org', role: 'admin' },
  });
  expect(await accounts.ensureAdmin({ email: 'ada@example.org', password: 'another long password' })).toEqual({
    status: 'exists',
  });
  expect(await signInAs(accounts, ADA)).toMatchObject({ status: 'signed-in' });
});

test('the configuration changes no account that is there', async () => {
  await using scene = await openTestAccounts();
  const bob = await madeUser(scene.accounts, BOB);

  expect(await scene.accounts.ensureAdmin({ email: BOB.email, password: ADA.password })).toEqual({ status: 'exists' });
  expect(await scene.accounts.listUsers()).toEqual([bob]);
});

test.each([
  ['admin123', 'password must have at least 15 characters'],
  ['aaaaaaaaaaaaaaaaaaaa', 'password must have at least 5 different characters'],
])('[S] a weak password such as %s is refused with the reason', async (password, reason) => {
  await using scene = await openTestAccounts();

  const outcome = await scene.accounts.ensureAdmin({ email: ADA.email, password });

  expect(outcome).toMatchObject({
    status: 'refused',
    refusal: { reason: expect.stringContaining(reason), issues: [{ field: 'password' }] },
  });
  expect(await scene.accounts.listUsers()).toEqual([]);
});
