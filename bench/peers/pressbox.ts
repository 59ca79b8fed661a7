import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start.ts';
import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import type { ArticleCreated } from '#shared/commands.ts';
import type { Peer } from '../target.ts';

/** Beside the checkout's other files: a temporary folder is often kept in memory, where an fsync costs nothing. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** The product as it is shipped, on an empty data folder, with one article. */
export async function startPressbox({ logLevel }: { readonly logLevel: string }): Promise<Peer> {
  mkdirSync(cache, { recursive: true });
  const dataDir = mkdtempSync(join(cache, 'bench-'));
  const removeData = () => rmSync(dataDir, { recursive: true, force: true });
  const config = readConfig({ ...SETTINGS, DATA_DIR: dataDir, LOG_LEVEL: logLevel });
  const server = await startServer(config).catch(error => {
    removeData();
    throw error;
  });
  const publishHeaders = { authorization: `Bearer ${server.operatorKey}`, 'content-type': 'application/json' };
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
      seq: position.seq,
    },
    async close() {
      await server.close();
      removeData();
    },
  };
}

/** An administrator in the settings spares the output of the set-up link. */
const SETTINGS = {
  HOST: '127.0.0.1',
  PORT: '0',
  SAMPLE: 'off',
  ADMIN_EMAIL: 'bench@example.org',
  ADMIN_PASSWORD: 'a long password for the bench',
};

async function createArticle(url: string, headers: Readonly<Record<string, string>>): Promise<ArticleCreated> {
  const body = JSON.stringify({ headline: 'An article with many readers', status: 'live' });
  const response = await fetch(`${url}/api/articles`, { method: 'POST', headers, body });
  if (response.status !== 201) throw new Error(`creating the article: ${response.status} ${await response.text()}`);
  return (await response.json()) as ArticleCreated;
}
