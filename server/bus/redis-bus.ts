import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Bus, Doorbell } from './bus.ts';
import { doorbellOf } from './doorbell-text.ts';
import { inProcessBus } from './in-process-bus.ts';

const CHANNEL = 'pressbox';
const MAX_RETRY_MS = 2_000;
/** A connection that went silent says nothing of it, so each is asked; it ends where the answer takes this long. */
const PING_MS = 2_000;
const ANSWER_WITHIN_MS = 3_000;

/** Bells between nodes by way of Redis or Valkey. While it is away bells are lost, which the hub's look at the store makes good. */
export function redisBus(url: string, log: Pick<Logger, 'warn'>): Bus {
  const here = inProcessBus();
  const options = {
    retryStrategy: (tries: number) => Math.min(tries * 100, MAX_RETRY_MS),
    maxRetriesPerRequest: 0,
    socketTimeout: ANSWER_WITHIN_MS,
  };
  const sending = new Redis(url, { ...options, enableOfflineQueue: false });
  const hearing = new Redis(url, options);
  for (const redis of [sending, hearing]) redis.on('error', error => log.warn({ err: error }, 'Redis does not answer'));
  let isHearing = false;
  let rung = 0;
  let heard = 0;
  // At every connection, not once: where Redis was away at the start there is no subscription that a new connection could renew.
  hearing.on('ready', () => {
    hearing.subscribe(CHANNEL).then(
      () => {
        isHearing = true;
      },
      error => log.warn({ err: error }, 'Redis lets nobody listen'),
    );
  });
  hearing.on('close', () => {
    isHearing = false;
  });
  hearing.on('message', (_channel, text) => {
    const doorbell = doorbellOf(text);
    if (doorbell === null) return;
    heard += 1;
    here.ring(doorbell);
  });
  const pinging = setInterval(() => {
    for (const redis of [sending, hearing]) if (redis.status === 'ready') redis.ping().catch(() => {});
  }, PING_MS).unref();
  return {
    mayLose: true,
    ring(doorbell: Doorbell) {
      rung += 1;
      here.ring(doorbell);
      sending.publish(CHANNEL, JSON.stringify(doorbell)).catch(() => {});
    },
    state: () => ({ kind: 'redis', isConnected: isHearing && sending.status === 'ready', rung, heard }),
    listen: listener => here.listen(listener),
    async close() {
      clearInterval(pinging);
      await here.close();
      sending.disconnect();
      hearing.disconnect();
    },
  };
}
