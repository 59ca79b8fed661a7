import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { parse } from '#server/api/problem.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { NewUser, RoleChange, SetUp, SignIn, type User } from '#shared/users.ts';
import type { Accounts, UserOutcome } from './accounts.ts';
import { requireUser } from './request-user.ts';

/** Signing in and out, the set-up of the first administrator, and the people: to be mounted at `/api`, behind `requestUser`. */
export function accountRoutes(accounts: Accounts): Router {
  const router = express.Router();
  router.use(['/session', '/setup', '/users'], noStore);
  addSessionRoutes(router, accounts);
  addSetUpRoutes(router, accounts);
  addUserRoutes(router, accounts);
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function addSessionRoutes(router: Router, accounts: Accounts): void {
  router.get('/session', (_request, response) => {
    response.json({ user: response.locals.user ?? null });
  });
  router.post('/session', async (request, response) => {
    const { headers, ip: address = '' } = request;
    const outcome = await accounts.signIn({ ...parse(SignIn, request.body), address, headers });
    switch (outcome.status) {
      case 'signed-in':
        setCookies(request, response, outcome.cookies);
        response.json({ user: outcome.user });
        break;
      case 'refused':
        throw new RefusalError(BAD_CREDENTIALS);
      case 'limited':
        throw new RefusalError({ ...TOO_MANY_ATTEMPTS, retryAfterMs: outcome.retryAfterMs });
      default:
        outcome satisfies never;
    }
  });
  router.delete('/session', async (request, response) => {
    setCookies(request, response, await accounts.signOut(request.headers));
    response.status(204).end();
  });
}

function addSetUpRoutes(router: Router, accounts: Accounts): void {
  router.get('/setup', async (_request, response) => {
    response.json({ needed: await accounts.isSetUpNeeded() });
  });
  router.post('/setup', async (request, response) => {
    const outcome = await accounts.setUp(parse(SetUp, request.body));
    if (outcome.status === 'refused') throw new RefusalError(outcome.refusal);
    setCookies(request, response, outcome.cookies);
    response.status(201).json({ user: outcome.user });
  });
}

function addUserRoutes(router: Router, accounts: Accounts): void {
  router.use('/users', requireUser('admin'));
  router.get('/users', async (_request, response) => {
    response.json({ users: await accounts.listUsers() });
  });
  router.post('/users', async (request, response) => {
    const user = userFrom(await accounts.createUser(parse(NewUser, request.body)));
    response.status(201).json({ user });
  });
  router.patch('/users/:id', async (request, response) => {
    const { role } = parse(RoleChange, request.body);
    response.json({ user: userFrom(await accounts.setRole(request.params.id, role)) });
  });
  router.delete('/users/:id', async (request, response) => {
    userFrom(await accounts.removeUser(request.params.id));
    response.status(204).end();
  });
}

const BAD_CREDENTIALS: Refusal = {
  status: 401,
  code: 'bad-credentials',
  reason: 'There is no account with this e-mail address and password.',
};
const TOO_MANY_ATTEMPTS: Refusal = {
  status: 429,
  code: 'too-many-attempts',
  reason: 'There were too many attempts to sign in. Wait a while and try again.',
};

function userFrom(outcome: UserOutcome): User {
  if (outcome.status === 'refused') throw new RefusalError(outcome.refusal);
  return outcome.user;
}

/** Without a public address in the configuration only the request tells that a proxy serves it by https. */
function setCookies(request: Request, response: Response, cookies: readonly string[]): void {
  const secured = cookies.map(cookie =>
    request.secure && !/; *secure\b/i.test(cookie) ? `${cookie}; Secure` : cookie,
  );
  response.append('Set-Cookie', secured);
}
