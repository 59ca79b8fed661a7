import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Config } from '#server/config.ts';
import { DataDirInUse, type RunningServer, SERVER_FILE, startServer } from '#server/start.ts';
import { Failure } from './failure.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** From Retry-After. */
  readonly retryAfterMs: number | null;
}

/** The server of this machine's data folder, as its operator sees it. */
export interface LocalServer {
  /** Where it listens. */
  readonly url: string;
  /** It was started for this command and ends with it. */
  readonly isOwn: boolean;
  /** A call of the API. Throws where there is no answer. */
  request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Commands write through the API, whoever serves it: the server that has the data folder, or, where none has, one that runs in this
 * process for as long as the command does. So nothing is ever written behind a server's back.
 */
export async function connectOrStart({ config }: { readonly config: Config }): Promise<LocalServer> {
  const running = await startUnlessTaken(config);
  return running === null ? connect(config.dataDir) : ownServer(running);
}

const ServerFile = z.object({ url: z.url(), key: z.string() });
type ServerFile = z.infer<typeof ServerFile>;

/** A server takes the data folder first and listens a moment later. */
const CONNECT_WITHIN_MS = 10_000;
const CONNECT_RETRY_MS = 200;
const ANSWER_WITHIN_MS = 120_000;

async function startUnlessTaken(config: Config): Promise<RunningServer | null> {
  try {
    return await startServer(config);
  } catch (error) {
    if (error instanceof DataDirInUse) return null;
    throw error;
  }
}

function ownServer({ url, ownUrl, operatorKey, close }: RunningServer): LocalServer {
  return { url, isOwn: true, request: (...call) => ask({ url: ownUrl, key: operatorKey }, ...call), close };
}

async function connect(dataDir: string): Promise<LocalServer> {
  let server = await findServer(dataDir);
  const startedAt = performance.now();
  while (server === null) {
    if (performance.now() - startedAt > CONNECT_WITHIN_MS)
      throw new Failure('server', `${dataDir} is in use by another process, but no server of it answers.`);
    await sleep(CONNECT_RETRY_MS);
    server = await findServer(dataDir);
  }
  let known = server;
  return {
    url: known.url,
    isOwn: false,
    async request(...call) {
      try {
        const answer = await ask(known, ...call);
        if (answer.status !== HTTP_UNAUTHORIZED) return answer;
      } catch (error) {
        known = (await findServer(dataDir)) ?? known;
        throw error;
      }
      // The server was started anew and has a new key.
      known = (await findServer(dataDir)) ?? known;
      return ask(known, ...call);
    },
    close: async () => {},
  };
}

const HTTP_OK = 200;
const HTTP_UNAUTHORIZED = 401;

/** The server that the file names, if it answers and takes the key; the file of one that was killed stays behind. */
async function findServer(dataDir: string): Promise<ServerFile | null> {
  try {
    const server = ServerFile.parse(JSON.parse(await readFile(join(dataDir, SERVER_FILE), 'utf8')));
    return (await ask(server, 'GET', '/api/session')).status === HTTP_OK ? server : null;
  } catch {
    return null;
  }
}

async function ask({ url, key }: ServerFile, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : null,
  };
}
