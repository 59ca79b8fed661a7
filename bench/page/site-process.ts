import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start.ts';
import type { ArticleCreated } from '#shared/commands.ts';
import { answerQuestions } from '../questions.ts';
import { entryCommand } from './entries.ts';

/** The shipped server on an empty data folder, with its sample, in a process of its own; articles of any length are made on demand. */

/** Beside the checkout's other files: a temporary folder is often kept in memory, where an fsync costs nothing. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
/** So many at once are parsed while the store waits for the disk. */
const IN_FLIGHT = 4;

// React chooses its build by it, as main.ts does.
process.env.NODE_ENV = 'production';
mkdirSync(cache, { recursive: true });
const dataDir = mkdtempSync(join(cache, 'bench-page-'));
const starting = startServer(
  readConfig({
    ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, SAMPLE: 'on', LOG_LEVEL: 'error' },
    // An administrator in the settings spares the output of the set-up link; the limit is never reached.
    ...{
      ADMIN_EMAIL: 'bench@example.org',
      ADMIN_PASSWORD: 'a long password for the bench',
      COMMANDS_PER_SECOND: '10000',
    },
  }),
);
// Whoever asks first is told.
starting.catch(() => {});

const answers = {
  async address() {
    const { url, operatorKey } = await starting;
    return { url, operatorKey };
  },
  async article(headline: string, entries: number): Promise<ArticleCreated> {
    const created = (await post('/api/articles', JSON.stringify({ headline, status: 'live' }))) as ArticleCreated;
    let n = 0;
    const writeOn = async () => {
      while (n < entries) await post(`/api/articles/${created.id}/commands`, entryCommand(n++));
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, writeOn));
    return created;
  },
};

export type SiteAnswers = typeof answers;

answerQuestions(answers, {
  async beforeExit() {
    await starting.then(({ close }) => close()).catch(() => {});
    rmSync(dataDir, { recursive: true, force: true });
  },
});

async function post(path: string, body: string): Promise<unknown> {
  const { url, operatorKey } = await starting;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${operatorKey}` };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
