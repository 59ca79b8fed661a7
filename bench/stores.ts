import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { findRedis } from '#server/test-bench/redis-server.ts';
import { NotMeasurable } from './part.ts';

const SECRET_BYTES = 32;

/** A database of its own on a PostgreSQL, and a Redis. */
interface Stores extends AsyncDisposable {
  /** What processes need to share them and one port. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What runs here already, or is started for the time being: TEST_DATABASE_URL and TEST_REDIS_URL name others. */
export async function borrowStores(): Promise<Stores> {
  await using started = new AsyncDisposableStack();
  const postgres = await findPostgres();
  if (postgres === null) throw new NotMeasurable('no PostgreSQL');
  started.defer(() => postgres.stop());
  const redis = await findRedis();
  if (redis === null) throw new NotMeasurable('no Redis');
  started.defer(() => redis.stop());
  const name = `pressbox_bench_${randomUUID().replaceAll('-', '')}`;
  await run(postgres.url, `create database ${name}`);
  started.defer(() => run(postgres.url, `drop database ${name} with (force)`));
  const settings = {
    DATABASE_URL: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href,
    REDIS_URL: redis.url,
    PRESSBOX_SECRET: randomBytes(SECRET_BYTES).toString('hex'),
    REUSE_PORT: 'on',
  };
  const kept = started.move();
  return { settings, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
