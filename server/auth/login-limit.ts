import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts attempts to sign in. One kept in the store can take the place of this one when several servers share the accounts. */
export interface LoginLimit {
  /** Counts the attempt before it is looked at, so that attempts made at the same time are counted too. */
  admit(
    attempt: Attempt,
  ): Promise<{ readonly status: 'admitted' } | { readonly status: 'limited'; readonly retryAfterMs: number }>;
  /** Forgets the account's failures and takes this attempt back from the address: a newsroom behind one address signs in at nine. */
  succeeded(attempt: Attempt): Promise<void>;
}

interface Attempt {
  readonly email: string;
  readonly address: string;
}

const WINDOW_SECONDS = 15 * 60;
const ATTEMPTS_PER_ACCOUNT = 5;
const ATTEMPTS_PER_ADDRESS = 20;

export function createLoginLimit(): LoginLimit {
  const byAccount = new RateLimiterMemory({ points: ATTEMPTS_PER_ACCOUNT, duration: WINDOW_SECONDS });
  const byAddress = new RateLimiterMemory({ points: ATTEMPTS_PER_ADDRESS, duration: WINDOW_SECONDS });
  return {
    async admit({ email, address }) {
      // The address first: one that is at its limit can neither lock more accounts nor fill the memory with names.
      const waitMs = (await waitFor(byAddress, addressKey(address))) ?? (await waitFor(byAccount, accountKey(email)));
      return waitMs === undefined ? { status: 'admitted' } : { status: 'limited', retryAfterMs: waitMs };
    },
    async succeeded({ email, address }) {
      await byAccount.delete(accountKey(email));
      await byAddress.reward(addressKey(address));
    },
  };
}

async function waitFor(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return rejection.msBeforeNext;
    throw rejection;
  }
}

function accountKey(email: string): string {
  return email.trim().toLowerCase();
}

/** An IPv6 subscriber has a whole /64 to come from, so that is what is counted. */
function addressKey(address: string): string {
  const mappedIPv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mappedIPv4 !== undefined) return mappedIPv4;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - tailGroups.length);
  const all = [...groups, ...new Array<string>(missing).fill('0'), ...tailGroups];
  return all
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':');
}
