import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { SqlEngine } from './engine.ts';
import type { Database } from './schema.ts';

const MAX_CONNECTIONS = 10;
/** A publish gets its answer within this time, also where the engine hangs; what became of it, the command id tells later. */
const ANSWER_WITHIN_MS = 5_000;
const INT8 = 20;

/** SQLSTATE: disk_full; serialization_failure, deadlock_detected and unique_violation, where two transactions met. */
const FULL = '53100';
const CONFLICTS = new Set(['40001', '40P01', '23505']);
/** What the driver says, also without a code, of a query that took longer than `query_timeout`. */
const UNANSWERED = 'Query read timeout';
/** What the driver says without a code when a connection is not to be had. */
const DRIVER_FAILURE = /timeout|terminated|connection error|not queryable|after calling end/i;

/** PostgreSQL 15 or newer, at an address such as postgres://user@host/database. Connects when first asked. */
export function postgresEngine(url: string, log: Pick<Logger, 'warn'>): SqlEngine {
  const pool = new pg.Pool({
    connectionString: url,
    Client: ImpatientClient,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    // Those that went silent together are gone by the time the first of them is given up.
    idleTimeoutMillis: ANSWER_WITHIN_MS,
    keepAlive: true,
    query_timeout: ANSWER_WITHIN_MS,
    statement_timeout: ANSWER_WITHIN_MS,
    idle_in_transaction_session_timeout: ANSWER_WITHIN_MS,
    // Acknowledged means durable (D6), whatever the server's own default is.
    options: '-c synchronous_commit=on',
    types: { getTypeParser },
  });
  // Without listeners a restart of PostgreSQL would end this process: the pool hears of idle connections only, and one that is between
  // two queries of a transaction has nobody else.
  pool.on('error', () => {});
  pool.on('connect', client => {
    client.on('error', error => log.warn({ err: error }, 'a connection to PostgreSQL broke'));
  });
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), isSerial: false, kindOf };
}

/**
 * The same database for bringing its tables to this version: an index of a large table, or another node that does the same at this
 * moment, takes as long as it takes.
 */
export function postgresToMigrate(url: string): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    keepAlive: true,
    options:
      '-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 -c synchronous_commit=on',
    types: { getTypeParser },
  });
  // Whatever breaks the connection also fails the next query, which says so.
  pool.on('error', () => {});
  pool.on('connect', client => {
    client.on('error', () => {});
  });
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** Ends where a query was not answered in time: its network may have lost it, and Kysely would give it back to the pool as sound. */
class ImpatientClient extends pg.Client {
  // Of the driver's many forms Kysely uses the one with a promise.
  override query(...query: unknown[]): never {
    const answer = super.query(...(query as [string, unknown[]]));
    return answer.catch(error => {
      if (error instanceof Error && error.message === UNANSWERED) void this.end();
      throw error;
    }) as never;
  }
}

/** Numbers of 8 bytes (`seq`, times in milliseconds) stay below 2^53 here. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

function kindOf(error: unknown): ReturnType<SqlEngine['kindOf']> {
  if (!(error instanceof Error)) return null;
  if (!('code' in error) || typeof error.code !== 'string')
    return DRIVER_FAILURE.test(error.message) ? 'unavailable' : null;
  if (error.code === FULL) return 'full';
  return CONFLICTS.has(error.code) ? 'conflict' : 'unavailable';
}
