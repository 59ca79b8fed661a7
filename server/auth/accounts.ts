import type { IncomingHttpHeaders } from 'node:http';
import type { Kysely } from 'kysely';
import type { Refusal } from '#server/refusal.ts';
import type { NewUser, Role, SetUp, SignIn, User } from '#shared/users.ts';
import {
  type AuthLibrary,
  type AuthLibraryOptions,
  type AuthLog,
  createAuthLibrary,
  sessionCookieName,
} from './auth-library.ts';
import { createLoginLimit, type LoginLimit } from './login-limit.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { signIn, signOut, userOf } from './sessions.ts';
import { ensureAdmin, isSetUpNeeded, issueSetUpToken, setUp } from './set-up.ts';
import { createUser, listUsers, removeUser, setRole } from './users.ts';

/** People, their passwords and their sessions. A "no" comes back as a value; what throws is a store that does not work, or `busy`. */
export interface Accounts {
  /** Unknown names and wrong passwords are refused alike, after the same work. */
  signIn(attempt: SignInAttempt): Promise<SignInOutcome>;
  /** Ends the session and answers the cookies that make the browser forget it. */
  signOut(headers: SessionHeaders): Promise<string[]>;
  userOf(headers: SessionHeaders): Promise<User | null>;
  createUser(user: NewUser): Promise<UserOutcome>;
  listUsers(): Promise<User[]>;
  /** Ends the person's sessions: the next one has the new role. */
  setRole(userId: string, role: Role): Promise<UserOutcome>;
  removeUser(userId: string): Promise<UserOutcome>;
  /** Whether there is no administrator yet. */
  isSetUpNeeded(): Promise<boolean>;
  /** The token of a new set-up link; those given before it are void. */
  issueSetUpToken(): Promise<string>;
  /** Makes the first administrator and signs them in. */
  setUp(request: SetUp): Promise<SetUpOutcome>;
  /** Makes an administrator of this e-mail address where it has no account; never changes one that is there. */
  ensureAdmin(admin: {
    readonly email: string;
    readonly password: string;
  }): Promise<UserOutcome | { readonly status: 'exists' }>;
}

export type SessionHeaders = Pick<IncomingHttpHeaders, 'cookie' | 'user-agent'>;

export interface SignInAttempt extends Readonly<SignIn> {
  readonly address: string;
  readonly headers: SessionHeaders;
}

export type SignInOutcome =
  | { readonly status: 'signed-in'; readonly user: User; readonly cookies: string[] }
  | { readonly status: 'refused' }
  | { readonly status: 'limited'; readonly retryAfterMs: number };

export type UserOutcome =
  | { readonly status: 'done'; readonly user: User }
  | { readonly status: 'refused'; readonly refusal: Refusal };

export type SetUpOutcome =
  | { readonly status: 'done'; readonly user: User; readonly cookies: string[] }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** What the parts of this folder work with. */
export interface AuthContext {
  readonly db: Kysely<unknown>;
  readonly library: AuthLibrary;
  readonly passwords: Passwords;
  readonly limit: LoginLimit;
  readonly cookieName: string;
  readonly clock: () => number;
  readonly log: AuthLog;
}

export function createAccounts(options: AuthLibraryOptions): Accounts {
  const passwords = createPasswords();
  const context: AuthContext = {
    db: options.db,
    library: createAuthLibrary({ ...options, passwords }),
    passwords,
    limit: createLoginLimit(),
    cookieName: sessionCookieName(options.publicUrl),
    clock: options.clock,
    log: options.log,
  };
  return {
    signIn: attempt => signIn(context, attempt),
    signOut: headers => signOut(context, headers),
    userOf: headers => userOf(context, headers),
    createUser: user => createUser(context, user),
    listUsers: () => listUsers(context),
    setRole: (userId, role) => setRole(context, userId, role),
    removeUser: userId => removeUser(context, userId),
    isSetUpNeeded: () => isSetUpNeeded(context),
    issueSetUpToken: () => issueSetUpToken(context),
    setUp: request => setUp(context, request),
    ensureAdmin: admin => ensureAdmin(context, admin),
  };
}
