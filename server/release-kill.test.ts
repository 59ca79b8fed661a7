import { expect, it } from 'vitest';
import { bodyText, paragraphs } from '#shared/body-text.ts';
import type { ArticleCreated, Draft } from '#shared/commands.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { type ServerProcess, serverProcess } from './test-bench/server-process.ts';
import { tempDir } from './test-bench/temp-dir.ts';

const SCHEDULED = 80;
const KILLED_AFTER = 20;
/** Long enough to schedule them all, on a slow machine too. */
const AHEAD_MS = 2_500;
const TIMEOUT_MS = 60_000;

it(
  '[D5][D6][D7] kill -9 in the middle of scheduled releases loses none and doubles none',
  async () => {
    using folder = tempDir();
    const first = await serverProcess({ dataDir: folder.path });
    const article = await ask<ArticleCreated>(first, 'POST', '/api/articles', { headline: 'Moon', status: 'live' });
    const { epoch, seq } = article.position;
    const follow = ({ url }: ServerProcess) =>
      readerSocket(`${url.replace('http', 'ws')}/live?article=${article.slug}&epoch=${epoch}&since=${seq}`);
    using reader = follow(first);
    const base = Date.now() + AHEAD_MS;
    await Promise.all(
      Array.from({ length: SCHEDULED }, (_, n) =>
        ask(first, 'POST', `/api/articles/${article.id}/commands`, {
          ...{ type: 'schedule-draft', commandId: `command-${n}`, draftId: `draft-${1_000 + n}` },
          ...{ releaseAt: new Date(base + n).toISOString(), entry: { body: paragraphs([`entry ${n}`]) } },
        }),
      ),
    );
    await reader.changesUpTo(seq + KILLED_AFTER);
    await first.kill();
    await reader.closed;
    const seen = reader.received.filter(message => 'seq' in message);
    expect(seen.length).toBeLessThan(SCHEDULED);

    await using second = await serverProcess({ dataDir: folder.path });
    using returned = follow(second);
    const changes = await returned.changesUpTo(seq + SCHEDULED);

    const texts = changes.map(change =>
      change.type === 'entry-published' && change.entry.retraction === null ? bodyText(change.entry.body).trim() : null,
    );
    expect(texts).toEqual(Array.from({ length: SCHEDULED }, (_, n) => `entry ${n}`));
    expect(changes.slice(0, seen.length)).toEqual(seen);
    const { drafts } = await ask<{ drafts: Draft[] }>(second, 'GET', `/api/articles/${article.id}/drafts`);
    expect(drafts).toEqual([]);
  },
  TIMEOUT_MS,
);

async function ask<Answer>({ url, key }: ServerProcess, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
