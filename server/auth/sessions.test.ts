import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { StoreError } from '#server/store/store.ts';
import { ADA, BOB, cookieOf, HOUR_MS, madeUser, openTestAccounts, sentBack, signInAs } from './test-accounts.ts';

test('whoever signs in is known by the cookie from then on', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  const ada = await madeUser(accounts, ADA);

  const outcome = await signInAs(accounts, { ...ADA, email: ' ADA@Example.org ' });

  expect(outcome).toEqual({ status: 'signed-in', user: ada, cookies: [expect.any(String)] });
  expect(ada).toEqual({ id: expect.any(String), name: 'Ada', email: 'ada@example.org', role: 'admin' });
  expect(await accounts.userOf({ cookie: await cookieOf(accounts, ADA) })).toEqual(ada);
});

test.each([
  [
    'https',
    'https://live.example.org',
    /^__Host-pressbox_session=[^;]{40,}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  ],
  [
    'http',
    'http://newsroom.local:3000',
    /^pressbox_session=[^;]{40,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
  ],
  ['an unknown address', null, /^pressbox_session=[^;]{40,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/],
])(
  '[S] the cookie of a site served by %s can be read by no script and sent by no other site',
  async (_case, publicUrl, cookie) => {
    await using scene = await openTestAccounts({ publicUrl });
    await madeUser(scene.accounts, ADA);

    expect(await signInAs(scene.accounts, ADA)).toMatchObject({ cookies: [expect.stringMatching(cookie)] });
  },
);

test('[S] an unknown name, a wrong password and no address at all are refused alike', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);

  const refusals = [
    await signInAs(accounts, { email: ADA.email, password: 'ada likes short poems' }),
    await signInAs(accounts, { email: 'eve@example.org', password: ADA.password }),
    await signInAs(accounts, { email: 'not an address', password: ADA.password }),
    await signInAs(accounts, { email: ADA.email, password: '' }),
  ];

  expect(refusals).toEqual(refusals.map(() => ({ status: 'refused' })));
});

test('[S] the sixth attempt on an account is not looked at, even with the right password', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);
  for (let attempt = 0; attempt < 5; attempt += 1) await signInAs(accounts, { ...ADA, password: 'a guess' });

  expect(await signInAs(accounts, ADA)).toEqual({ status: 'limited', retryAfterMs: expect.any(Number) });
});

test('[S] a crowd that signs in at once is told to come back, and the others are served', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);

  const crowd = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) =>
      signInAs(accounts, { ...BOB, email: `${n}@example.org` }, { address: `192.0.2.${n}` }),
    ),
  );

  const turnedAway = crowd.filter(outcome => outcome.status === 'rejected');
  expect(turnedAway.length).toBeGreaterThan(0);
  expect(turnedAway[0]?.reason).toMatchObject({ refusal: { status: 503, code: 'busy' } });
  expect(await signInAs(accounts, ADA)).toMatchObject({ status: 'signed-in' });
});

test('a success forgets the failures before it', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);

  for (let round = 0; round < 2; round += 1) {
    for (let attempt = 0; attempt < 4; attempt += 1) await signInAs(accounts, { ...ADA, password: 'a guess' });
    expect(await signInAs(accounts, ADA)).toMatchObject({ status: 'signed-in' });
  }
});

test('[S] a sign-in makes a new session whatever cookie came along, and the one before it ends', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);
  const before = await cookieOf(accounts, ADA);

  const after = await cookieOf(accounts, ADA, { cookie: before });

  expect(after).not.toBe(before);
  expect(await accounts.userOf({ cookie: before })).toBeNull();
  expect(await accounts.userOf({ cookie: after })).toMatchObject({ name: 'Ada' });
});

test('[S] a session that was planted or tampered with is nobody', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);
  const cookie = await cookieOf(accounts, ADA);
  const [name = '', value = ''] = cookie.split('=');
  const [token = '', signature = ''] = decodeURIComponent(value).split('.');

  const forged = [
    `${name}=planted`,
    `${name}=planted.${signature}`,
    `${name}=${token}`,
    `${name}=${token}.`,
    `${name}=${token}.${'A'.repeat(43)}%3D`,
    `${name}=`,
    'another=cookie',
  ];

  expect(await Promise.all(forged.map(cookie => accounts.userOf({ cookie })))).toEqual(forged.map(() => null));
  expect(await accounts.userOf({})).toBeNull();
});

test('[S] signing out ends the session on the server and clears the cookie', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);
  const cookie = await cookieOf(accounts, ADA);
  const elsewhere = await cookieOf(accounts, ADA);

  const cookies = await accounts.signOut({ cookie });

  expect(cookies).toEqual([
    expect.stringMatching(/^pressbox_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/),
  ]);
  expect(sentBack(cookies)).toBe('pressbox_session=');
  expect(await accounts.userOf({ cookie })).toBeNull();
  expect(await accounts.userOf({ cookie: elsewhere })).toMatchObject({ name: 'Ada' });
  expect(await accounts.signOut({})).toHaveLength(1);
});

test('[S] a session that nobody used for eight hours is over', async () => {
  await using scene = await openTestAccounts();
  const { accounts, db } = scene;
  await madeUser(accounts, ADA);
  const cookie = await cookieOf(accounts, ADA);

  scene.pass(8 * HOUR_MS - 1);
  expect(await accounts.userOf({ cookie })).toMatchObject({ name: 'Ada' });
  scene.pass(8 * HOUR_MS - 1);
  expect(await accounts.userOf({ cookie })).toMatchObject({ name: 'Ada' });
  scene.pass(8 * HOUR_MS);
  expect(await accounts.userOf({ cookie })).toBeNull();
  expect((await sql`select id from session`.execute(db)).rows).toEqual([]);
});

test('[S] a session ends after a week, however busy', async () => {
  await using scene = await openTestAccounts();
  const { accounts } = scene;
  await madeUser(accounts, ADA);
  const cookie = await cookieOf(accounts, ADA);

  for (let hours = 0; hours < 7 * 24 - 1; hours += 1) {
    scene.pass(HOUR_MS);
    expect(await accounts.userOf({ cookie })).toMatchObject({ name: 'Ada' });
  }
  scene.pass(HOUR_MS);
  expect(await accounts.userOf({ cookie })).toBeNull();
});

test('sessions that were left behind go at the next sign-in', async () => {
  await using scene = await openTestAccounts();
  const { accounts, db } = scene;
  await madeUser(accounts, ADA);
  await madeUser(accounts, BOB);
  await cookieOf(accounts, BOB);
  scene.pass(8 * HOUR_MS);

  await cookieOf(accounts, ADA);

  expect((await sql`select id from session`.execute(db)).rows).toHaveLength(1);
});

test('[S] a hash with old parameters is made anew when its owner signs in', async () => {
  await using scene = await openTestAccounts();
  const { accounts, db } = scene;
  await madeUser(accounts, ADA);
  // "password", from the reference implementation with 64 MiB.
  const older = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  await sql`update account set password = ${older}`.execute(db);

  expect(await signInAs(accounts, { ...ADA, password: 'password' })).toMatchObject({ status: 'signed-in' });

  const { rows } = await sql<{ password: string }>`select password from account`.execute(db);
  expect(rows).toEqual([{ password: expect.stringContaining('$m=19456,t=2,p=1$') }]);
  expect(await signInAs(accounts, { ...ADA, password: 'password' })).toMatchObject({ status: 'signed-in' });
});

test('[S] attempts are logged without names, passwords or cookies', async () => {
  await using scene = await openTestAccounts();
  const { accounts, logged } = scene;
  const ada = await madeUser(accounts, ADA);
  await signInAs(accounts, { ...ADA, password: 'a guess' });
  await signInAs(accounts, ADA);

  expect(logged).toEqual([
    { message: 'account made', details: { userId: ada.id, role: 'admin' } },
    { message: 'sign-in refused', details: { address: '192.0.2.1' } },
    { message: 'signed in', details: { address: '192.0.2.1', userId: ada.id } },
  ]);
});

test.each(['session', 'login_attempts'])(
  'a store that does not answer is no refusal: nobody is called signed out or wrong (%s)',
  async table => {
    await using scene = await openTestAccounts();
    const { accounts, db } = scene;
    await madeUser(accounts, ADA);
    const cookie = await cookieOf(accounts, ADA);
    await sql`alter table ${sql.table(table)} rename to away`.execute(db);

    await expect(signInAs(accounts, ADA)).rejects.toThrow(StoreError);
    if (table !== 'session') return;
    await expect(accounts.userOf({ cookie })).rejects.toThrow(StoreError);
    await expect(accounts.signOut({ cookie })).rejects.toThrow(StoreError);
  },
);
