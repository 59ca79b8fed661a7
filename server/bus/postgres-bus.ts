import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Bus, Doorbell } from './bus.ts';
import { doorbellOf } from './doorbell-text.ts';
import { inProcessBus } from './in-process-bus.ts';

const CHANNEL = 'pressbox';
const RETRY_MS = 1_000;
const PING_MS = 2_000;
const ANSWER_WITHIN_MS = 3_000;

/** Bells between nodes by LISTEN and NOTIFY, for those who have PostgreSQL and no Redis. While it is away bells are lost. */
export function postgresBus(url: string, log: Pick<Logger, 'warn'>): Bus {
  const here = inProcessBus();
  const sending = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: RETRY_MS,
    // Where a bell is not answered in time the pool leaves its connection.
    query_timeout: RETRY_MS,
    keepAlive: true,
  });
  sending.on('error', error => log.warn({ err: error }, 'a connection to PostgreSQL broke'));
  const closing = new AbortController();
  let isHearing = false;
  let rung = 0;
  let heard = 0;
  const ear: Ear = {
    receive(text) {
      const doorbell = doorbellOf(text);
      if (doorbell === null) return;
      heard += 1;
      here.ring(doorbell);
    },
    setHearing(now) {
      isHearing = now;
    },
  };
  const hearing = hear(url, ear, closing.signal, log);
  return {
    mayLose: true,
    ring(doorbell: Doorbell) {
      rung += 1;
      here.ring(doorbell);
      sending.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(doorbell)]).catch(() => {});
    },
    listen: listener => here.listen(listener),
    state: () => ({ kind: 'postgres', isConnected: isHearing, rung, heard }),
    async close() {
      closing.abort();
      await here.close();
      await hearing;
      await sending.end();
    },
  };
}

interface Ear {
  receive(text: string): void;
  setHearing(isHearing: boolean): void;
}

/** Keeps one connection listening, and begins again when it breaks, until it is told to stop. */
async function hear(url: string, ear: Ear, signal: AbortSignal, log: Pick<Logger, 'warn'>): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: RETRY_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    const gone = new AbortController();
    const over = AbortSignal.any([signal, gone.signal]);
    try {
      client.on('error', () => gone.abort()).on('end', () => gone.abort());
      client.on('notification', ({ payload = '' }) => ear.receive(payload));
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      ear.setHearing(true);
      // One that went silent says nothing of it.
      while (await wait(PING_MS, true, { signal: over, ref: false }).catch(() => false)) await client.query('select 1');
    } catch (error) {
      log.warn({ err: error }, 'PostgreSQL does not answer');
    }
    ear.setHearing(false);
    await client.end().catch(() => {});
    await wait(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
