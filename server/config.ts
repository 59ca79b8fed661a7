import * as z from 'zod';
import { LanguageTag, TimeZone } from '#shared/article.ts';
import type { Site } from '#shared/pages.ts';
import { isTimeZone } from './time-zone.ts';

/** Everything that can be set, read once at the start. docs/operations.md and the README's table describe it. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Other processes may listen at the same place; the system deals callers out among them. */
  readonly reusePort: boolean;
  readonly dataDir: string;
  /** Where readers find the site from outside, without a trailing slash; null: as the request says. */
  readonly publicUrl: string | null;
  readonly site: Site;
  /** Told of changes to the feeds, for whoever subscribed there (WebSub); null: nobody is. */
  readonly websubHub: string | null;
  readonly firstAdmin: { readonly email: string; readonly password: string } | null;
  readonly sample: boolean;
  /** Readers are told about how many they are. */
  readonly showReaders: boolean;
  /** How many proxies in front are ours; their X-Forwarded-* headers are believed. */
  readonly trustedProxies: number;
  /** Other origins whose pages may follow articles. */
  readonly allowedOrigins: readonly string[];
  readonly defaults: { readonly language: string; readonly timeZone: string };
  readonly secret: string | null;
  /** Null: the embedded store in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null: the bells ring by way of the database, or inside this process where the store is embedded. */
  readonly redisUrl: string | null;
  /** Which readers this node takes; 0 stands for "no limit". */
  readonly limits: {
    readonly readers: number;
    readonly readersPerAddress: number;
    readonly arrivalsPerSecond: number;
    /** What may come at once after a quiet time. */
    readonly arrivalsAtOnce: number;
    readonly arrivalsPerAddress: number;
  };
  /** What this node reads for single readers, in pages of entries; 0 stands for "no limit". */
  readonly reads: { readonly perSecond: number; readonly perAddress: number; readonly atOnce: number };
  /** What one account may send this node in the long run; 0 stands for "no limit". */
  readonly commandsPerSecond: number;
  /** Where Prometheus may ask; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  readonly logLevel: string;
  /** Serve the client from its sources, reloading what changes. */
  readonly dev: boolean;
}

const A_SITE = { protocol: /^https?$/, error: 'must be an address such as https://news.example' };

/** Where a PostgreSQL database is. */
export const DatabaseUrl = z.url({ protocol: /^postgres(?:ql)?$/, error: 'must begin with postgres://' });

const MOST_READERS = 10_000_000;
const MOST_COMMANDS = 10_000;
const MOST_READS = 10_000;

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  REUSE_PORT: z.enum(['on', 'off']).default('off'),
  DATA_DIR: z.string().min(1).default('./data'),
  PUBLIC_URL: z
    .url(A_SITE)
    .refine(isBareAddress, 'must be an address alone: without user, password, query or fragment')
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  SITE_NAME: z.string().min(1).default('Pressbox'),
  SITE_TAGLINE: z.string().default('Live coverage, as it happens'),
  WEBSUB_HUB: z.url({ protocol: /^https?$/, error: 'must be an address such as https://hub.example/' }).optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().optional(),
  SAMPLE: z.enum(['on', 'off']).default('on'),
  SHOW_READERS: z.enum(['on', 'off']).default('on'),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform(list => list.split(/[\s,]+/).filter(origin => origin !== ''))
    .pipe(z.array(z.url(A_SITE).transform(url => new URL(url).origin))),
  DEFAULT_LANGUAGE: LanguageTag.default('en'),
  DEFAULT_TIME_ZONE: TimeZone.refine(
    isTimeZone,
    'must be a time zone name that is known here, such as "Europe/Moscow"',
  ).default('UTC'),
  PRESSBOX_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must begin with redis:// or rediss://' }).optional(),
  MAX_READERS: wholeNumber(0, MOST_READERS).default(50_000),
  MAX_READERS_PER_ADDRESS: wholeNumber(0, MOST_READERS).default(10_000),
  ARRIVALS_PER_SECOND: wholeNumber(0, MOST_READERS).default(4_000),
  ARRIVALS_AT_ONCE: wholeNumber(1, MOST_READERS).default(10_000),
  ARRIVALS_PER_ADDRESS: wholeNumber(0, MOST_READERS).default(1_000),
  READS_PER_SECOND: wholeNumber(0, MOST_READS).default(60),
  READS_PER_ADDRESS: wholeNumber(0, MOST_READS).default(8),
  READS_AT_ONCE: wholeNumber(0, MOST_READS).default(4),
  COMMANDS_PER_SECOND: wholeNumber(0, MOST_COMMANDS).default(50),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Throws an error whose message names every wrong variable and what it takes. An empty variable counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, options: { dev?: boolean } = {}): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is wrong:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  if ((values.ADMIN_EMAIL === undefined) !== (values.ADMIN_PASSWORD === undefined))
    throw new ConfigError(
      'The configuration is wrong:\n  ADMIN_EMAIL and ADMIN_PASSWORD are set together or not at all',
    );
  if (values.DATABASE_URL !== undefined && values.PRESSBOX_SECRET === undefined)
    throw new ConfigError(
      'The configuration is wrong:\n  PRESSBOX_SECRET: needed with DATABASE_URL, for all nodes share it',
    );
  if (values.REDIS_URL !== undefined && values.DATABASE_URL === undefined)
    throw new ConfigError('The configuration is wrong:\n  REDIS_URL: of no use without DATABASE_URL');
  if (values.WEBSUB_HUB !== undefined && values.PUBLIC_URL === undefined)
    throw new ConfigError(
      'The configuration is wrong:\n  WEBSUB_HUB: needs PUBLIC_URL, for it is told where the feeds are',
    );
  if (values.REUSE_PORT === 'on' && values.DATABASE_URL === undefined)
    throw new ConfigError(
      'The configuration is wrong:\n  REUSE_PORT: of no use without DATABASE_URL, for an embedded store belongs to one process',
    );
  return {
    host: values.HOST,
    port: values.PORT,
    reusePort: values.REUSE_PORT === 'on',
    dataDir: values.DATA_DIR,
    publicUrl: values.PUBLIC_URL ?? null,
    site: { name: values.SITE_NAME, tagline: values.SITE_TAGLINE, language: values.DEFAULT_LANGUAGE },
    websubHub: values.WEBSUB_HUB ?? null,
    firstAdmin:
      values.ADMIN_EMAIL === undefined || values.ADMIN_PASSWORD === undefined
        ? null
        : { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD },
    sample: values.SAMPLE === 'on',
    showReaders: values.SHOW_READERS === 'on',
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS,
    defaults: { language: values.DEFAULT_LANGUAGE, timeZone: values.DEFAULT_TIME_ZONE },
    secret: values.PRESSBOX_SECRET ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    limits: {
      readers: values.MAX_READERS,
      readersPerAddress: values.MAX_READERS_PER_ADDRESS,
      arrivalsPerSecond: values.ARRIVALS_PER_SECOND,
      arrivalsAtOnce: values.ARRIVALS_AT_ONCE,
      arrivalsPerAddress: values.ARRIVALS_PER_ADDRESS,
    },
    reads: {
      perSecond: values.READS_PER_SECOND,
      perAddress: values.READS_PER_ADDRESS,
      atOnce: values.READS_AT_ONCE,
    },
    commandsPerSecond: values.COMMANDS_PER_SECOND,
    metrics: values.METRICS_PORT === undefined ? null : { host: values.METRICS_HOST, port: values.METRICS_PORT },
    logLevel: values.LOG_LEVEL,
    dev: options.dev ?? false,
  };
}

/** Paths are added to it, and readers see it. */
function isBareAddress(url: string): boolean {
  // After an error of its own zod asks on.
  if (!URL.canParse(url)) return true;
  const { username, password } = new URL(url);
  return username === '' && password === '' && !/[?#]/.test(url);
}

function wholeNumber(min: number, max: number) {
  const reason = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, reason)
    .transform(Number)
    .refine(number => number >= min && number <= max, reason);
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
