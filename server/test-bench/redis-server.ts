import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { EngineProcess } from './engine-process.ts';
import { freePort } from './free-port.ts';
import { onPath } from './on-path.ts';

/** A Redis or Valkey for tests. `stop` ends it only where the tests started it. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** One that no other test meddles with. */
export interface OwnRedis extends RedisServer {
  readonly engine: EngineProcess;
}

const LOCAL = 'redis://127.0.0.1:6379';

/** TEST_REDIS_URL, or a server on its default port here, or one started from a program that is installed. */
export async function findRedis(): Promise<RedisServer | null> {
  const { TEST_REDIS_URL } = process.env;
  if (TEST_REDIS_URL) return { url: TEST_REDIS_URL, stop: async () => {} };
  if (await answers(LOCAL)) return { url: LOCAL, stop: async () => {} };
  return ownRedis(await freePort());
}

export function hasOwnRedis(): boolean {
  return installed() !== null;
}

/** At this port; null where none is installed. */
export async function ownRedis(port: number): Promise<OwnRedis | null> {
  const program = installed();
  return program === null ? null : startRedis(program, port);
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

function installed(): string | null {
  return onPath('valkey-server') ?? onPath('redis-server');
}

async function startRedis(program: string, port: number): Promise<OwnRedis> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const engine = new EngineProcess(async () => {
    const server = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    for await (const chunk of server.stdout) {
      said += chunk;
      if (said.includes('Ready to accept connections')) break;
    }
    return server;
  });
  await engine.start();
  return { url: `redis://127.0.0.1:${port}`, engine, stop: () => engine.kill() };
}
