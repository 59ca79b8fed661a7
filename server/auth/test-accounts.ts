import type { Kysely } from 'kysely';
import { tempStore } from '#server/test-bench/temp-store.ts';
import type { NewUser, User } from '#shared/users.ts';
import { type Accounts, createAccounts, type SignInOutcome } from './accounts.ts';

/** Accounts on a database file of their own, with a clock that is moved by hand. */
export interface TestAccounts extends AsyncDisposable {
  readonly accounts: Accounts;
  readonly db: Kysely<unknown>;
  readonly logged: { readonly details: object; readonly message: string }[];
  pass(milliseconds: number): void;
  now(): Date;
}

export const SECRET = 'a secret that only these tests know of';
export const HOUR_MS = 60 * 60 * 1_000;

export const ADA: NewUser = { name: 'Ada', email: 'ada@example.org', password: 'ada likes long poems', role: 'admin' };
export const BOB: NewUser = {
  name: 'Bob',
  email: 'bob@example.org',
  password: 'bob has a red bicycle',
  role: 'editor',
};

export async function openTestAccounts({
  publicUrl = null,
}: {
  publicUrl?: string | null;
} = {}): Promise<TestAccounts> {
  const temp = await tempStore();
  const { store } = temp;
  const logged: { details: object; message: string }[] = [];
  const note = (details: object, message: string) => void logged.push({ details, message });
  let now = Date.parse('2026-03-01T08:00:00Z');
  const log = { info: note, error: note };
  return {
    accounts: createAccounts({ store, secret: SECRET, publicUrl, clock: () => now, log }),
    db: store.engine,
    logged,
    pass: milliseconds => {
      now += milliseconds;
    },
    now: () => new Date(now),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

export async function madeUser(accounts: Accounts, user: NewUser): Promise<User> {
  const outcome = await accounts.createUser(user);
  if (outcome.status === 'refused') throw new Error(outcome.refusal.reason);
  return outcome.user;
}

export function signInAs(
  accounts: Accounts,
  { email, password }: Pick<NewUser, 'email' | 'password'>,
  { cookie, address = '192.0.2.1' }: { readonly cookie?: string; readonly address?: string } = {},
): Promise<SignInOutcome> {
  return accounts.signIn({ email, password, address, headers: cookie === undefined ? {} : { cookie } });
}

/** The cookie as the browser would send it back. */
export async function cookieOf(
  accounts: Accounts,
  user: Pick<NewUser, 'email' | 'password'>,
  sent: { readonly cookie?: string } = {},
): Promise<string> {
  const outcome = await signInAs(accounts, user, sent);
  if (outcome.status !== 'signed-in') throw new Error(`${user.email} was not signed in: ${outcome.status}`);
  return sentBack(outcome.cookies);
}

export function sentBack(setCookies: readonly string[]): string {
  return setCookies.map(cookie => cookie.split(';', 1)[0]).join('; ');
}
