import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#server/config.ts';
import { type RunningServer, startServer } from '#server/start.ts';
import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import type { ArticleCreated } from '#shared/commands.ts';
import type { Peer } from '../target.ts';

/** Beside the checkout's other files: a temporary folder is often kept in memory, where an fsync costs nothing. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** An administrator in the settings spares the output of the set-up link. */
const ADMIN = { email: 'bench@example.org', password: 'a long password for the bench' };
const SETTINGS = {
  HOST: '127.0.0.1',
  PORT: '0',
  SAMPLE: 'off',
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
  // Never reached; the counting is left in.
  MAX_READERS: '1000000',
  MAX_READERS_PER_ADDRESS: '1000000',
  ARRIVALS_PER_SECOND: '1000000',
  ARRIVALS_AT_ONCE: '1000000',
  ARRIVALS_PER_ADDRESS: '1000000',
  COMMANDS_PER_SECOND: '10000',
};

type Headers = Readonly<Record<string, string>>;

/** The product as it is shipped, on an empty data folder, with one article. */
export async function startPressbox(settings: Readonly<Record<string, string>> = {}): Promise<Peer> {
  mkdirSync(cache, { recursive: true });
  const dataDir = mkdtempSync(join(cache, 'bench-'));
  const removeData = () => rmSync(dataDir, { recursive: true, force: true });
  const config = readConfig({ ...SETTINGS, DATA_DIR: dataDir, ...settings });
  const server = await startServer(config).catch(error => {
    removeData();
    throw error;
  });
  const publishHeaders = {
    'content-type': 'application/json',
    ...(config.databaseUrl === null ? withKey(server) : await withSession(server)),
  };
  const { id, slug, position } = await createArticle(server.url, publishHeaders);
  const query = new URLSearchParams({ article: slug, epoch: position.epoch, since: '' });
  return {
    target: {
      port: Number(new URL(server.url).port),
      followPath: `${SOCKET_PATH}?${query}`,
      subprotocol: SUBPROTOCOL,
      greeting: 'message',
      publishPath: `/api/articles/${id}/commands`,
      publishHeaders,
      lightPath: '/healthz',
      seq: position.seq,
    },
    async close() {
      await server.close();
      removeData();
    },
  };
}

/** Of this one process. */
function withKey({ operatorKey }: RunningServer): Headers {
  return { authorization: `Bearer ${operatorKey}` };
}

/** Good for every process that shares the store. */
async function withSession({ url }: RunningServer): Promise<Headers> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify(ADMIN) });
  if (response.status !== 200) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  const cookies = response.headers.getSetCookie().map(cookie => cookie.split(';', 1)[0]);
  return { cookie: cookies.join('; ') };
}

async function createArticle(url: string, headers: Headers): Promise<ArticleCreated> {
  const body = JSON.stringify({ headline: 'An article with many readers', status: 'live' });
  const response = await fetch(`${url}/api/articles`, { method: 'POST', headers, body });
  if (response.status !== 201) throw new Error(`creating the article: ${response.status} ${await response.text()}`);
  return (await response.json()) as ArticleCreated;
}
