import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import type { CommandAnswer } from '#shared/commands.ts';
import type { EntriesPage, Snapshot } from '#shared/protocol.ts';
import { NO_STRACE } from './test-bench/not-run.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { type ServerProcess, serverProcess } from './test-bench/server-process.ts';
import { tempDir } from './test-bench/temp-dir.ts';

const PUBLISHES = 200;
const EDITORS = 8;
const TIMEOUT_MS = 60_000;

describe('[D5][D6][D7] kill -9 in the middle of 200 publishes loses none that was acknowledged and doubles none', () => {
  it.each([3, 57, 140])(
    'after %i answers',
    async killedAfter => {
      using folder = tempDir();
      const first = await serverProcess({ dataDir: folder.path });
      const article = await createArticle(first);
      using reader = readerSocket(socketOf(first, article.slug, article.position));
      const acknowledged = new Map<number, CommandAnswer>();
      await publishAll(first, article.id, async (n, answer) => {
        acknowledged.set(n, answer);
        if (acknowledged.size === killedAfter) await first.kill();
      });
      await reader.closed;
      const seen = reader.received.filter(message => 'seq' in message);
      expect(acknowledged.size).toBeGreaterThanOrEqual(killedAfter);
      expect(acknowledged.size).toBeLessThan(PUBLISHES);

      await using second = await serverProcess({ dataDir: folder.path });
      const since = { epoch: article.position.epoch, seq: seen.at(-1)?.seq ?? article.position.seq };
      using returned = readerSocket(socketOf(second, article.slug, since));
      const answers = new Map<number, CommandAnswer>();
      await publishAll(second, article.id, (n, answer) => void answers.set(n, answer));

      expect(await returned.next()).toMatchObject({ type: 'ok' });
      const changes = [...seen, ...(await returned.changesUpTo(PUBLISHES + 1))];
      const texts = (await allEntries(second, article.slug)).map(entry => JSON.stringify(entry));
      for (const [n, answer] of acknowledged) expect(answers.get(n)).toEqual(answer);
      expect(new Set([...answers.values()].map(({ entryId }) => entryId)).size).toBe(PUBLISHES);
      expect(texts).toHaveLength(PUBLISHES);
      for (let n = 0; n < PUBLISHES; n++) expect(texts.filter(text => text.includes(textOf(n)))).toHaveLength(1);
      expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: PUBLISHES }, (_, index) => index + 2));
      expect(new Set(changes.map(({ epoch }) => epoch))).toEqual(new Set([article.position.epoch]));
    },
    TIMEOUT_MS,
  );
});

describe('a server process', () => {
  it('[D10] ends with 0 when it is asked to, and lets go of its folder', async () => {
    using folder = tempDir();
    const first = await serverProcess({ dataDir: folder.path });
    const article = await createArticle(first);
    using reader = readerSocket(socketOf(first, article.slug, article.position));
    await reader.next();

    expect(await first.stop()).toBe(0);

    expect((await reader.closed).code).toBe(4001);
    await using second = await serverProcess({ dataDir: folder.path });
    expect(await allEntries(second, article.slug)).toEqual([]);
  });

  it('[D10] ends as gently when it is asked more than once, as npm does', async () => {
    using folder = tempDir();
    const server = await serverProcess({ dataDir: folder.path });
    const article = await createArticle(server);
    using reader = readerSocket(socketOf(server, article.slug, article.position));
    await reader.next();

    expect(await server.stop('SIGINT', 'SIGINT', 'SIGTERM')).toBe(0);

    expect((await reader.closed).code).toBe(4001);
  });

  it('has its folder for itself', async () => {
    using folder = tempDir();
    await using _first = await serverProcess({ dataDir: folder.path });

    await expect(serverProcess({ dataDir: folder.path })).rejects.toThrow(/ended with 1:\n.* is in use by another/);
  });

  it('says what is wrong with its configuration, and nothing else', async () => {
    using folder = tempDir();
    const started = serverProcess({ dataDir: folder.path, env: { PORT: 'eighty', SAMPLE: 'maybe' } });

    await expect(started).rejects.toThrow(
      /^the server ended with 1:\nThe configuration is wrong:\n {2}PORT: .*\n {2}SAMPLE: .*\n$/,
    );
  });

  it(
    '[D6] flushes to the disk at least once for each answer',
    async ({ skip }) => {
      skip(!canTrace(), NO_STRACE);
      using folder = tempDir();
      const trace = join(folder.path, 'flushes');
      await using server = await serverProcess({
        dataDir: join(folder.path, 'data'),
        under: ['strace', '-f', '-e', 'trace=fsync,fdatasync', '-o', trace],
      });
      const { id } = await createArticle(server);
      const flushes = () => readFileSync(trace, 'utf8').match(/\b(fsync|fdatasync)\(/g)?.length ?? 0;

      for (let n = 0; n < 20; n++) {
        const before = flushes();
        await publish(server, id, n);
        expect(flushes()).toBeGreaterThan(before);
      }
    },
    TIMEOUT_MS,
  );
});

function canTrace(): boolean {
  return spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
}

function textOf(n: number): string {
  return `Entry number ${n}.`;
}

/** As several editors would: some at once, each going on when the last was answered, giving up where nobody answers. */
async function publishAll(
  server: ServerProcess,
  id: string,
  answered: (n: number, answer: CommandAnswer) => void | Promise<void>,
): Promise<void> {
  let next = 0;
  const editor = async () => {
    while (next < PUBLISHES) {
      const n = next++;
      const answer = await publish(server, id, n).catch(() => null);
      if (answer === null) return;
      await answered(n, answer);
    }
  };
  await Promise.all(Array.from({ length: EDITORS }, editor));
}

function publish(server: ServerProcess, id: string, n: number): Promise<CommandAnswer> {
  const entry = { body: paragraphs([textOf(n)]) };
  return post(server, `/api/articles/${id}/commands`, { type: 'publish-entry', commandId: `command-${n}`, entry });
}

function createArticle(server: ServerProcess) {
  return post<{ id: string; slug: string; position: { epoch: string; seq: number } }>(server, '/api/articles', {
    headline: 'Moon',
    status: 'live',
  });
}

async function post<Answer>({ url, key }: ServerProcess, path: string, body: object): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

function socketOf({ url }: ServerProcess, slug: string, { epoch, seq }: { epoch: string; seq: number }): string {
  return `${url.replace('http', 'ws')}/live?article=${slug}&epoch=${epoch}&since=${seq}`;
}

async function allEntries({ url }: ServerProcess, slug: string): Promise<object[]> {
  const get = async <Page>(path: string) => (await (await fetch(`${url}/api/articles/${slug}${path}`)).json()) as Page;
  const snapshot = await get<Snapshot>('');
  const entries = [...snapshot.entries];
  for (let { older } = snapshot; older !== null; ) {
    const page = await get<EntriesPage>(`/entries?before=${older.before}`);
    entries.push(...page.entries);
    older = page.older;
  }
  return entries;
}
