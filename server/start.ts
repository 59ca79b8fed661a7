import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { type App, type AppParts, createApp } from './app.ts';
import { type Accounts, createAccounts } from './auth/accounts.ts';
import { createOperatorKey } from './auth/operator-key.ts';
import { loadSecret } from './auth/secret.ts';
import type { Bus } from './bus/bus.ts';
import { inProcessBus } from './bus/in-process-bus.ts';
import { postgresBus } from './bus/postgres-bus.ts';
import { redisBus } from './bus/redis-bus.ts';
import { type Config, ConfigError } from './config.ts';
import { listen } from './listen.ts';
import { serveMetrics } from './metrics/metrics-server.ts';
import { publishSample } from './sample/publish-sample.ts';
import { type DataDirLock, lockDataDir } from './store/data-dir-lock.ts';
import { type OpenedStore, openPostgresStore, openStore } from './store/open-store.ts';

export interface RunningServer {
  readonly url: string;
  /** Where it is this very process that answers, which takes `operatorKey`. */
  readonly ownUrl: string;
  readonly operatorKey: string;
  /** Null where METRICS_PORT is not set. */
  readonly metricsUrl: string | null;
  /** Where the first administrator is made: works once, for a day. Null where there is one. */
  readonly setUpLink: string | null;
  close(): Promise<void>;
}

/** The file in DATA_DIR that tells commands on this machine where the server is: `{url, pid, key}`, for its owner's eyes only. */
export const SERVER_FILE = 'server.json';

export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
}

/** Everything from a configuration to a listening server. Throws DataDirInUse where another process has the data folder. */
export async function startServer(config: Config): Promise<RunningServer> {
  const { dataDir } = config;
  const lock = lockDataDir(dataDir);
  if (lock === null) throw new DataDirInUse(`${dataDir} is in use by another Pressbox process.`);
  try {
    return await start(config, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(config: Config, lock: DataDirLock): Promise<RunningServer> {
  const { dataDir } = config;
  const log = pino({ level: config.logLevel });
  const { store, wasEmpty } = await openConfigured(config, log);
  const clock = Date.now;
  const secret = loadSecret(dataDir, config.secret);
  const accounts = createAccounts({ store, secret, publicUrl: config.publicUrl, clock, log });
  const operatorKey = createOperatorKey();
  const parts = { config, store, bus: busFor(config, log), accounts, operatorKey, clock, ids: randomUUID, log };
  const app = await createApp(parts);
  try {
    return await open(app, parts, { wasEmpty, lock });
  } catch (error) {
    // What is half open would keep the process running.
    await app.close();
    throw error;
  }
}

async function open(
  app: App,
  { config, accounts, operatorKey }: AppParts,
  { wasEmpty, lock }: { readonly wasEmpty: boolean; readonly lock: DataDirLock },
): Promise<RunningServer> {
  if (config.firstAdmin !== null) await ensureFirstAdmin(accounts, config.firstAdmin);
  if (wasEmpty && config.sample) await publishSample(app.writing);
  const metrics = config.metrics === null ? null : await serveMetrics(app.metrics, config.metrics);
  const listening = await listen(app.server, config).catch(async error => {
    await metrics?.close();
    throw error;
  });
  const { url, ownUrl } = listening;
  const serverFile = join(config.dataDir, SERVER_FILE);
  writeFileSync(serverFile, JSON.stringify({ url: ownUrl, pid: process.pid, key: operatorKey }), { mode: 0o600 });
  const setUpLink = (await accounts.isSetUpNeeded())
    ? `${config.publicUrl ?? url}/admin/setup?token=${await accounts.issueSetUpToken()}`
    : null;
  return {
    url,
    ownUrl,
    operatorKey,
    metricsUrl: metrics?.url ?? null,
    setUpLink,
    async close() {
      rmSync(serverFile, { force: true });
      listening.close();
      await app.close();
      await metrics?.close();
      lock.release();
    },
  };
}

function openConfigured({ databaseUrl, dataDir }: Config, log: Logger): Promise<OpenedStore> {
  return databaseUrl === null ? openStore(dataDir) : openPostgresStore(databaseUrl, log);
}

function busFor({ databaseUrl, redisUrl }: Config, log: Logger): Bus {
  if (redisUrl !== null) return redisBus(redisUrl, log);
  return databaseUrl === null ? inProcessBus() : postgresBus(databaseUrl, log);
}

async function ensureFirstAdmin(accounts: Accounts, admin: NonNullable<Config['firstAdmin']>): Promise<void> {
  const outcome = await accounts.ensureAdmin(admin);
  // Another node, started at the same moment, was quicker.
  const isThere = outcome.status === 'refused' && outcome.refusal.code === 'email-taken';
  if (outcome.status === 'refused' && !isThere)
    throw new ConfigError(`The configuration is wrong:\n  ADMIN_EMAIL, ADMIN_PASSWORD: ${outcome.refusal.reason}`);
}
