import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { Role, User } from '#shared/users.ts';
import type { Accounts } from './accounts.ts';
import { operatorOf } from './operator-key.ts';

export interface KnownUsers {
  readonly accounts: Pick<Accounts, 'userOf'>;
  readonly operatorKey: string;
}

/** Who is asking, by key or cookie, or null. */
export async function whoAsks(
  { accounts, operatorKey }: KnownUsers,
  headers: IncomingHttpHeaders,
): Promise<User | null> {
  return operatorOf(headers.authorization, operatorKey) ?? (await accounts.userOf(headers));
}

/** Finds out who is asking: `signedInUser` reads it, `requireUser` insists on it. */
export function requestUser(known: KnownUsers): RequestHandler {
  return async (request, response, next) => {
    response.locals.user = await whoAsks(known, request.headers);
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
