import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Bus, Doorbell } from './bus.ts';
import { doorbellOf } from './doorbell-text.ts';
import { inProcessBus } from './in-process-bus.ts';

const CHANNEL = 'pressbox';
const MAX_RETRY_MS = 2_000;

/** Bells between nodes by way of Redis or Valkey. While it is away bells are lost, which the hub's look at the store makes good. */
export function redisBus(url: string, log: Pick<Logger, 'warn'>): Bus {
  const here = inProcessBus();
  const options = {
    retryStrategy: (tries: number) => Math.min(tries * 100, MAX_RETRY_MS),
    maxRetriesPerRequest: 0,
  };
  const sending = new Redis(url, { ...options, enableOfflineQueue: false });
  const hearing = new Redis(url, options);
  for (const redis of [sending, hearing]) redis.on('error', error => log.warn({ err: error }, 'Redis does not answer'));
  hearing.subscribe(CHANNEL).catch(() => {});
  hearing.on('message', (_channel, text) => {
    const doorbell = doorbellOf(text);
    if (doorbell !== null) here.ring(doorbell);
  });
  return {
    mayLose: true,
    ring(doorbell: Doorbell) {
      here.ring(doorbell);
      sending.publish(CHANNEL, JSON.stringify(doorbell)).catch(() => {});
    },
    listen: listener => here.listen(listener),
    async close() {
      await here.close();
      sending.disconnect();
      hearing.disconnect();
    },
  };
}
