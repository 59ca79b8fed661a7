import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { User } from '#shared/users.ts';

/** Whoever may read the key may read the whole data directory, so there is nothing to hold back. */
const OPERATOR: User = { id: 'operator', name: 'Operator', email: '', role: 'admin' };
const KEY_BYTES = 32;

/** A key for the commands on the server's own machine; a new one for each run of the server, never kept past it. */
export function createOperatorKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

export function isOperator(user: Pick<User, 'id'>): boolean {
  return user.id === OPERATOR.id;
}

/** The operator, where an `Authorization` header carries the key. */
export function operatorOf(authorization: string | undefined, key: string): User | null {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  return given !== undefined && isSame(given, key) ? OPERATOR : null;
}

/** Hashes are of one length, which the comparison needs, and tell nothing about how much of the key was right. */
function isSame(given: string, key: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(key).digest());
}
