import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { type Kysely, SqliteAdapter } from 'kysely';
import { MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from '#shared/users.ts';
import type { Passwords } from './passwords.ts';

export interface AuthLibraryOptions {
  readonly db: Kysely<unknown>;
  /** Signs the cookies. */
  readonly secret: string;
  /** Cookies are `Secure` where it is https. */
  readonly publicUrl: string | null;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: AuthLog;
}

/** What of pino's logger is used. */
export interface AuthLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

export type AuthLibrary = ReturnType<typeof createAuthLibrary>;

/** However busy, a session ends after a week. */
export const SESSION_MAX_SECONDS = 7 * 24 * 60 * 60;

/**
 * better-auth on our own tables, for what sign-in, sessions and (in time) passkeys and single sign-on need. Its HTTP handler is
 * never mounted: our routes call its functions, so nothing it offers by default can be reached from outside.
 */
export function createAuthLibrary(options: AuthLibraryOptions & { readonly passwords: Passwords }) {
  return betterAuth(libraryOptions(options));
}

/** Apart from the library, so that a test can hold our tables against what these options need. */
export function libraryOptions({
  db,
  secret,
  publicUrl,
  clock,
  log,
  passwords,
}: AuthLibraryOptions & { readonly passwords: Passwords }) {
  return {
    appName: 'Pressbox',
    // Only for links in messages that are not sent yet. Without one the library takes it from the environment.
    baseURL: publicUrl ?? 'http://localhost',
    secrets: [{ version: 1, value: secret }],
    database: { db, type: engineOf(db), transaction: true },
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_CHARS,
      maxPasswordLength: MAX_PASSWORD_CHARS,
      password: { hash: passwords.hash, verify: passwords.verify },
    },
    session: { expiresIn: SESSION_MAX_SECONDS, disableSessionRefresh: true },
    databaseHooks: { session: { create: { before: async () => ({ data: startedAt(new Date(clock())) }) } } },
    advanced: {
      ...cookieOptions(publicUrl),
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message, ...details) => log.error({ details }, `better-auth: ${message}`) },
  } satisfies BetterAuthOptions;
}

/** The name of the cookie that carries a session. `__Host-` has browsers refuse it from any other host or without https. */
export function sessionCookieName(publicUrl: string | null): string {
  return isHttps(publicUrl) ? '__Host-pressbox_session' : 'pressbox_session';
}

function cookieOptions(publicUrl: string | null) {
  return {
    // The library would put `__Secure-` in front, which says less than `__Host-`.
    useSecureCookies: false,
    cookiePrefix: 'pressbox',
    cookies: {
      session_token: {
        name: sessionCookieName(publicUrl),
        attributes: { httpOnly: true, secure: isHttps(publicUrl), sameSite: 'strict', path: '/' },
      },
    },
  } as const;
}

function isHttps(publicUrl: string | null): boolean {
  return publicUrl !== null && /^https:/i.test(publicUrl);
}

function startedAt(now: Date): { readonly createdAt: Date; readonly updatedAt: Date } {
  return { createdAt: now, updatedAt: now };
}

function engineOf(db: Kysely<unknown>): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres';
}
