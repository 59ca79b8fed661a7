import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ADA, BOB, cookieOf, madeUser, openTestAccounts, signInAs } from './test-accounts.ts';

test('accounts are listed in the order they were made', async () => {
  await using scene = await openTestAccounts();
  const ada = await madeUser(scene.accounts, ADA);
  scene.pass(1);
  const bob = await madeUser(scene.accounts, BOB);

  expect(await scene.accounts.listUsers()).toEqual([ada, bob]);
});

test('[S] no password is kept as it was typed', async () => {
  await using scene = await openTestAccounts();
  await madeUser(scene.accounts, ADA);

  const { rows } = await sql<{ password: string }>`select password from account`.execute(scene.db);
  expect(rows).toEqual([{ password: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) }]);
});

test('one e-mail address has one account, also when two are made at once', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;

  const outcomes = await Promise.all([
    accounts.createUser(ADA),
    accounts.createUser({ ...BOB, email: 'ADA@example.org' }),
  ]);

  expect(outcomes.map(outcome => outcome.status).toSorted()).toEqual(['done', 'refused']);
  expect(await accounts.createUser(ADA)).toMatchObject({
    status: 'refused',
    refusal: { code: 'email-taken', field: 'email' },
  });
  expect(await accounts.listUsers()).toHaveLength(1);
});

test('[S] a change of role ends the sessions; the next one has the new role', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);
  const bob = await madeUser(accounts, BOB);
  const adas = await cookieOf(accounts, ADA);
  const bobs = [await cookieOf(accounts, BOB), await cookieOf(accounts, BOB)];

  expect(await accounts.setRole(bob.id, 'contributor')).toEqual({
    status: 'done',
    user: { ...bob, role: 'contributor' },
  });

  expect(await Promise.all(bobs.map(cookie => accounts.userOf({ cookie })))).toEqual([null, null]);
  expect(await accounts.userOf({ cookie: adas })).toMatchObject({ name: 'Ada' });
  expect(await signInAs(accounts, BOB)).toMatchObject({ user: { role: 'contributor' } });
});

test('setting the role somebody has changes nothing', async () => {
  await using scene = await openTestAccounts();
  const ada = await madeUser(scene.accounts, ADA);
  const cookie = await cookieOf(scene.accounts, ADA);

  expect(await scene.accounts.setRole(ada.id, 'admin')).toEqual({ status: 'done', user: ada });
  expect(await scene.accounts.userOf({ cookie })).toEqual(ada);
});

test('[S] a removed account has no session and cannot sign in', async () => {
  await using scene = await openTestAccounts();
  const { accounts, db } = scene;
  await madeUser(accounts, ADA);
  const bob = await madeUser(accounts, BOB);
  const cookie = await cookieOf(accounts, BOB);

  expect(await accounts.removeUser(bob.id)).toEqual({ status: 'done', user: bob });

  expect(await accounts.userOf({ cookie })).toBeNull();
  expect(await signInAs(accounts, BOB)).toEqual({ status: 'refused' });
  const left = await sql`select "userId" from account where "userId" = ${bob.id}
    union all select "userId" from session where "userId" = ${bob.id}`.execute(db);
  expect(left.rows).toEqual([]);
  expect(await accounts.createUser(BOB)).toMatchObject({ status: 'done' });
});

test('[S] the last administrator can be neither removed nor demoted, not even by two at once', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  const ada = await madeUser(accounts, ADA);
  const bob = await madeUser(accounts, { ...BOB, role: 'admin' });

  const outcomes = await Promise.all([accounts.setRole(ada.id, 'editor'), accounts.removeUser(bob.id)]);

  expect(outcomes.map(outcome => outcome.status).toSorted()).toEqual(['done', 'refused']);
  const left = (await accounts.listUsers()).filter(user => user.role === 'admin');
  expect(left).toHaveLength(1);
  const last = left[0]?.id ?? '';
  expect(await accounts.removeUser(last)).toMatchObject({
    status: 'refused',
    refusal: { status: 409, code: 'last-admin' },
  });
  expect(await accounts.setRole(last, 'contributor')).toMatchObject({ refusal: { code: 'last-admin' } });
});

test('an account that is not there is said to be so', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;

  expect(await accounts.setRole('nobody', 'editor')).toMatchObject({ refusal: { status: 404, code: 'no-such-user' } });
  expect(await accounts.removeUser('nobody')).toMatchObject({ refusal: { status: 404, code: 'no-such-user' } });
});
