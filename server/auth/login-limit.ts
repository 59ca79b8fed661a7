import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { addressKey } from '#server/address.ts';
import type { AuthLog } from './auth-library.ts';

/** Counts attempts to sign in, in the store: for all nodes, and past a restart. */
export interface LoginLimit {
  /** Counts the attempt before it is looked at, so that attempts made at the same time are counted too. */
  admit(attempt: Attempt): Promise<LoginAdmission>;
  /** Forgets the account's failures and takes this attempt back from the address: a newsroom behind one address signs in at nine. */
  succeeded(attempt: Attempt): Promise<void>;
}

type LoginAdmission = { readonly status: 'admitted' } | { readonly status: 'limited'; readonly retryAfterMs: number };

interface Attempt {
  readonly email: string;
  readonly address: string;
}

export interface LoginLimitOptions {
  readonly db: Kysely<unknown>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Pick<AuthLog, 'error'>;
}

const WINDOW_MS = 15 * 60 * 1_000;
const ATTEMPTS_PER_ACCOUNT = 5;
const ATTEMPTS_PER_ADDRESS = 20;
const CLEAN_UP_EVERY_MS = 60 * 1_000;

export function createLoginLimit({ db, clock, log }: LoginLimitOptions): LoginLimit {
  let cleanedUpAt = Number.NEGATIVE_INFINITY;
  return {
    async admit({ email, address }) {
      const now = clock();
      if (Math.abs(now - cleanedUpAt) >= CLEAN_UP_EVERY_MS) {
        cleanedUpAt = now;
        await removeEnded(db, now).catch(error => log.error({ err: error }, 'old login attempts were not removed'));
      }
      // The address first: one that is at its limit can neither lock more accounts nor fill the store with names.
      const byAddress = await count(db, addressId(address), ATTEMPTS_PER_ADDRESS, now);
      return byAddress.status === 'limited' ? byAddress : count(db, accountId(email), ATTEMPTS_PER_ACCOUNT, now);
    },
    async succeeded({ email, address }) {
      await sql`delete from login_attempts where id = ${accountId(email)}`.execute(db);
      await sql`update login_attempts set count = count - 1 where id = ${addressId(address)} and count > 0`.execute(db);
    },
  };
}

/**
 * One statement, so that attempts on any nodes follow one another. Whoever is at the limit is not counted any further, which
 * spares the disk in a flood. A window that ends later than one begun now was begun before the clock was put back: it is cut.
 */
async function count(db: Kysely<unknown>, id: string, most: number, now: number): Promise<LoginAdmission> {
  const endsAt = now + WINDOW_MS;
  const { rows } = await sql<{ count: number }>`
    insert into login_attempts (id, count, ends_at) values (${id}, 1, ${endsAt})
    on conflict (id) do update set
      count = case when login_attempts.ends_at <= ${now} then 1 else login_attempts.count + 1 end,
      ends_at = case
        when login_attempts.ends_at > ${now} and login_attempts.ends_at < excluded.ends_at then login_attempts.ends_at
        else excluded.ends_at end
    where login_attempts.count < ${most} or login_attempts.ends_at <= ${now} or login_attempts.ends_at > excluded.ends_at
    returning count`.execute(db);
  const isAdmitted = rows[0] !== undefined && rows[0].count <= most;
  return isAdmitted ? { status: 'admitted' } : { status: 'limited', retryAfterMs: await untilEnd(db, id, now) };
}

async function untilEnd(db: Kysely<unknown>, id: string, now: number): Promise<number> {
  const { rows } = await sql<{ ends_at: number }>`select ends_at from login_attempts where id = ${id}`.execute(db);
  return Math.max(0, (rows[0]?.ends_at ?? now) - now);
}

async function removeEnded(db: Kysely<unknown>, now: number): Promise<void> {
  await sql`delete from login_attempts where ends_at <= ${now}`.execute(db);
}

/** A hash: people type into the wrong field, and a password must not come to lie in the store as a name. */
function accountId(email: string): string {
  const hash = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
  return `account ${hash}`;
}

function addressId(address: string): string {
  return `address ${addressKey(address)}`;
}
