import type { IncomingHttpHeaders } from 'node:http';
import { isAPIError } from 'better-auth/api';
import type { Kysely } from 'kysely';
import type { Refusal } from '#server/refusal.ts';
import type { Store } from '#server/store/store.ts';
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

export interface AccountsOptions extends Omit<AuthLibraryOptions, 'db'> {
  readonly store: Pick<Store, 'engine' | 'guard'>;
}

export function createAccounts({ store, ...options }: AccountsOptions): Accounts {
  const db = store.engine;
  const { clock, log } = options;
  const passwords = createPasswords();
  const context: AuthContext = {
    db,
    library: createAuthLibrary({ ...options, db, passwords }),
    passwords,
    limit: createLoginLimit({ db, clock, log }),
    cookieName: sessionCookieName(options.publicUrl),
    clock,
    log,
  };
  const guarded = <T>(work: Promise<T>) => store.guard(() => work.catch(throwCause));
  return {
    signIn: attempt => guarded(signIn(context, attempt)),
    signOut: headers => guarded(signOut(context, headers)),
    userOf: headers => guarded(userOf(context, headers)),
    createUser: user => guarded(createUser(context, user)),
    listUsers: () => guarded(listUsers(context)),
    setRole: (userId, role) => guarded(setRole(context, userId, role)),
    removeUser: userId => guarded(removeUser(context, userId)),
    isSetUpNeeded: () => guarded(isSetUpNeeded(context)),
    issueSetUpToken: () => guarded(issueSetUpToken(context)),
    setUp: request => guarded(setUp(context, request)),
    ensureAdmin: admin => guarded(ensureAdmin(context, admin)),
  };
}

/** The library wraps what the database said in an error of its own. */
function throwCause(error: unknown): never {
  throw isAPIError(error) && error.cause instanceof Error ? error.cause : error;
}
