import type { RequestHandler, Response } from 'express';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { Role, User } from '#shared/users.ts';
import type { Accounts } from './accounts.ts';
import { operatorOf } from './operator-key.ts';

/** Who is asking, by key or cookie, or null: `signedInUser` reads it, `requireUser` insists on it. */
export function requestUser({
  accounts,
  operatorKey,
}: {
  readonly accounts: Pick<Accounts, 'userOf'>;
  readonly operatorKey: string;
}): RequestHandler {
  return async (request, response, next) => {
    const { headers } = request;
    response.locals.user = operatorOf(headers.authorization, operatorKey) ?? (await accounts.userOf(headers));
    next();
  };
}

/** Lets only people of these roles pass; without any named, everybody who is signed in. */
export function requireUser(...roles: readonly Role[]): RequestHandler {
  return (_request, response, next) => {
    const user = signedInUser(response);
    if (roles.length > 0 && !roles.includes(user.role)) throw new RefusalError(FORBIDDEN);
    next();
  };
}

/** Throws a refusal where nobody is signed in. */
export function signedInUser(response: Response): User {
  const user: User | null | undefined = response.locals.user;
  if (user === null || user === undefined) throw new RefusalError(SIGNED_OUT);
  return user;
}

const SIGNED_OUT: Refusal = {
  status: 401,
  code: 'signed-out',
  reason: 'You are not signed in, or not any more. Sign in and try again.',
};
const FORBIDDEN: Refusal = { status: 403, code: 'forbidden', reason: 'Your account may not do this.' };
