import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { RefusalError } from '#server/refusal.ts';

export interface Passwords {
  /** A PHC string: the hash with all that is needed to check it. */
  hash(password: string): Promise<string>;
  verify(attempt: { readonly hash: string; readonly password: string }): Promise<boolean>;
  /** A hash that no password has, to check against where there is no account. */
  readonly decoy: string;
}

/** OWASP's floor for argon2id. */
const MEMORY_KIB = 19 * 1_024;
const PASSES = 2;
const PARALLELISM = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PARAMETERS = `m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}`;

/** Each takes a thread of the pool that files use too, and 19 MiB; the rest wait, and past a second's worth they are turned away. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 50;

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

export function createPasswords(): Passwords {
  const inTurn = createQueue();
  return {
    hash: password => inTurn(() => hash(password)),
    verify: attempt => inTurn(() => verify(attempt)),
    decoy: phcOf(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)),
  };
}

/** Whether a stored hash was made with other parameters than today's and should be made anew. */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(`$argon2id$v=19$${PARAMETERS}$`);
}

async function hash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, {
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: PARALLELISM,
    tagLength: HASH_BYTES,
  });
  return phcOf(salt, tag);
}

function phcOf(salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$${PARAMETERS}$${unpadded(salt)}$${unpadded(tag)}`;
}

async function verify({ hash: phc, password }: { readonly hash: string; readonly password: string }): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(phc) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('a stored password hash is not an argon2id PHC string');
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly tagLength: number;
}

const argon2Async = promisify(argon2);

/** The same letters typed on different systems may come as different code points: NFKC makes them one. */
function derive(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  return argon2Async('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running >= MAX_AT_ONCE) {
      if (waiting.length >= MAX_WAITING) throw new RefusalError(BUSY);
      await new Promise<void>(resolve => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

const BUSY = {
  status: 503,
  code: 'busy',
  reason: 'Too many people are signing in at this moment; try again in a few seconds.',
  retryAfterMs: 3_000,
};
