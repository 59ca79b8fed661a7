import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { expect, test } from 'vitest';
import { problemHandler } from '#server/api/problem.ts';
import { ROLES, type Role } from '#shared/users.ts';
import { createOperatorKey } from './operator-key.ts';
import { requestUser } from './request-user.ts';
import { accountRoutes } from './routes.ts';
import { sameOrigin } from './same-origin.ts';
import { ADA, BOB, cookieOf, madeUser, openTestAccounts, sentBack, type TestAccounts } from './test-accounts.ts';

interface Newsroom extends TestAccounts {
  readonly operatorKey: string;
  ask(method: string, path: string, request?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const EVE = { name: 'Eve', email: 'eve@example.org', password: 'eve collects old maps', role: 'contributor' } as const;

test('[S] only the routes of the matrix exist, and each answers every role as it says', async () => {
  const matrix: Record<string, Record<Role | 'nobody', number>> = {
    'GET /session': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
    'POST /session': { nobody: 400, admin: 400, editor: 400, contributor: 400 },
    'DELETE /session': { nobody: 204, admin: 204, editor: 204, contributor: 204 },
    'GET /setup': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
    'POST /setup': { nobody: 400, admin: 400, editor: 400, contributor: 400 },
    'GET /users': { nobody: 401, admin: 200, editor: 403, contributor: 403 },
    'POST /users': { nobody: 401, admin: 400, editor: 403, contributor: 403 },
    'PATCH /users/:id': { nobody: 401, admin: 400, editor: 403, contributor: 403 },
    'DELETE /users/:id': { nobody: 401, admin: 404, editor: 403, contributor: 403 },
  };
  await using newsroom = await openNewsroom();
  expect(routesOf(newsroom)).toEqual(Object.keys(matrix));

  for (const role of [...ROLES, 'nobody'] as const) {
    const person = { ...EVE, email: `${role}@example.org`, role: role === 'nobody' ? 'contributor' : role };
    await madeUser(newsroom.accounts, person);
    for (const [route, statuses] of Object.entries(matrix)) {
      const [method = '', path = ''] = route.split(' ');
      const headers = role === 'nobody' ? {} : { cookie: await cookieOf(newsroom.accounts, person) };
      const { status } = await newsroom.ask(method, path.replace(':id', 'no-one'), {
        headers,
        ...(method === 'POST' || method === 'PATCH' ? { body: {} } : {}),
      });
      expect(`${route} as ${role}: ${status}`).toBe(`${route} as ${role}: ${statuses[role]}`);
    }
  }
});

test('sign in, see who one is, sign out', async () => {
  await using newsroom = await openNewsroom();
  const ada = await madeUser(newsroom.accounts, ADA);

  const signedIn = await newsroom.ask('POST', '/session', { body: { email: ADA.email, password: ADA.password } });
  const cookie = sentBack(signedIn.headers.getSetCookie());
  const who = await newsroom.ask('GET', '/session', { headers: { cookie } });
  const signedOut = await newsroom.ask('DELETE', '/session', { headers: { cookie } });
  const whoThen = await newsroom.ask('GET', '/session', { headers: { cookie } });

  expect(signedIn).toMatchObject({ status: 200, body: { user: ada } });
  expect(signedIn.headers.get('cache-control')).toBe('no-store');
  expect(who).toMatchObject({ status: 200, body: { user: ada } });
  expect(signedOut).toMatchObject({ status: 204 });
  expect(whoThen).toMatchObject({ status: 200, body: { user: null } });
});

test('[S] the answers to an unknown name and a wrong password are the same bytes', async () => {
  await using newsroom = await openNewsroom();
  await madeUser(newsroom.accounts, ADA);

  const wrong = await newsroom.ask('POST', '/session', { body: { email: ADA.email, password: EVE.password } });
  const unknown = await newsroom.ask('POST', '/session', { body: { email: EVE.email, password: EVE.password } });

  expect(wrong).toMatchObject({ status: 401, body: { code: 'bad-credentials' } });
  expect(unknown.body).toEqual(wrong.body);
  expect(headersOf(unknown)).toEqual(headersOf(wrong));
});

test('[S] too many attempts are answered with the time to wait', async () => {
  await using newsroom = await openNewsroom();
  const attempt = { body: { email: ADA.email, password: 'a guess' } };
  for (let count = 0; count < 5; count += 1) await newsroom.ask('POST', '/session', attempt);

  const answer = await newsroom.ask('POST', '/session', attempt);

  expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(890);
});

test('the set-up link makes the first administrator', async () => {
  await using newsroom = await openNewsroom();
  expect(await newsroom.ask('GET', '/setup')).toMatchObject({ body: { needed: true } });
  const token = await newsroom.accounts.issueSetUpToken();
  const { role: _role, ...first } = ADA;

  const answer = await newsroom.ask('POST', '/setup', { body: { ...first, token } });

  expect(answer).toMatchObject({ status: 201, body: { user: { email: ADA.email, role: 'admin' } } });
  const headers = { cookie: sentBack(answer.headers.getSetCookie()) };
  expect(await newsroom.ask('GET', '/users', { headers })).toMatchObject({ status: 200 });
  expect(await newsroom.ask('GET', '/setup')).toMatchObject({ body: { needed: false } });
});

test('an administrator makes, changes and removes accounts', async () => {
  await using newsroom = await openNewsroom();
  const ada = await madeUser(newsroom.accounts, ADA);
  const headers = { cookie: await cookieOf(newsroom.accounts, ADA) };

  const made = await newsroom.ask('POST', '/users', { headers, body: BOB });
  const { user: bob } = made.body as { user: { id: string } };
  const changed = await newsroom.ask('PATCH', `/users/${bob.id}`, { headers, body: { role: 'contributor' } });
  const taken = await newsroom.ask('POST', '/users', { headers, body: BOB });
  const removed = await newsroom.ask('DELETE', `/users/${bob.id}`, { headers });
  const last = await newsroom.ask('DELETE', `/users/${ada.id}`, { headers });

  expect(made).toMatchObject({ status: 201, body: { user: { email: BOB.email, role: 'editor' } } });
  expect(changed).toMatchObject({ status: 200, body: { user: { id: bob.id, role: 'contributor' } } });
  expect(taken).toMatchObject({ status: 409, body: { code: 'email-taken', field: 'email' } });
  expect(removed.status).toBe(204);
  expect(last).toMatchObject({ status: 409, body: { code: 'last-admin' } });
});

test('[S] what is malformed or unknown in a body is named, and gives nobody a role', async () => {
  await using newsroom = await openNewsroom();
  const token = await newsroom.accounts.issueSetUpToken();
  const { role: _role, ...first } = ADA;

  const withRole = await newsroom.ask('POST', '/setup', { body: { ...first, token, role: 'admin' } });
  const weak = await newsroom.ask('POST', '/setup', { body: { ...first, token, password: 'admin' } });

  expect(withRole).toMatchObject({ status: 400, body: { code: 'malformed' } });
  expect(weak).toMatchObject({
    status: 400,
    body: { field: 'password', detail: expect.stringContaining('at least 15 characters') },
  });
  expect(JSON.stringify(weak.body)).not.toContain('"admin"');
});

test('the operator of this machine is an administrator by key', async () => {
  await using newsroom = await openNewsroom();

  const operator = { headers: { authorization: `Bearer ${newsroom.operatorKey}` } };
  const stranger = { headers: { authorization: `Bearer ${createOperatorKey()}` } };

  expect(await newsroom.ask('GET', '/session', operator)).toMatchObject({
    body: { user: { id: 'operator', role: 'admin' } },
  });
  expect(await newsroom.ask('GET', '/session', stranger)).toMatchObject({ body: { user: null } });
});

test('[S] behind a proxy that speaks https the cookie is secure without being told so', async () => {
  await using newsroom = await openNewsroom();
  await madeUser(newsroom.accounts, ADA);

  const { headers } = await newsroom.ask('POST', '/session', {
    headers: { 'x-forwarded-proto': 'https' },
    body: { email: ADA.email, password: ADA.password },
  });

  expect(headers.getSetCookie()).toEqual([expect.stringMatching(/; Secure$/)]);
});

async function openNewsroom(): Promise<Newsroom> {
  const scene = await openTestAccounts();
  const operatorKey = createOperatorKey();
  const app = express().set('trust proxy', 1);
  app.use(sameOrigin({ publicUrl: null }), express.json(), requestUser({ ...scene, operatorKey }));
  app.use(accountRoutes(scene.accounts), problemHandler(pino({ level: 'silent' })));
  const server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...scene,
    operatorKey,
    async ask(method, path, { body, headers = {} } = {}) {
      const sent =
        body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        ...sent,
        headers: { ...sent.headers, ...headers },
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await scene[Symbol.asyncDispose]();
    },
  };
}

function routesOf({ accounts }: Newsroom): string[] {
  return accountRoutes(accounts).stack.flatMap(({ route }) =>
    route === undefined ? [] : route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`),
  );
}

function headersOf({ headers }: Answer): [string, string][] {
  return [...headers].filter(([name]) => name !== 'date');
}
