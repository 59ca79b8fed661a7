import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '#server/config.ts';
import { type RunningServer, startServer } from '#server/start.ts';
import { NO_POSTGRES } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { tempDatabase } from '#server/test-bench/temp-postgres-store.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleCreated, CommandAnswer } from '#shared/commands.ts';
import { runMove } from './run-move.ts';
import { fakeTerminal } from './test-terminal.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

describe('npm run move', () => {
  beforeEach(({ skip }) => skip(server === null, NO_POSTGRES));

  it('[D4][D7] readers, editors and their commands go on where they were', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(folder.path);
    const { env } = terminal;
    const embedded = await startServer(readConfig(env));
    const cookie = await signIn(embedded, env);
    const article = (await post(embedded, '/api/articles', cookie, {
      headline: 'Moon',
      status: 'live',
    })) as ArticleCreated;
    const commands = `/api/articles/${article.id}/commands`;
    const answers: CommandAnswer[] = [];
    for (const n of [1, 2, 3]) answers.push(await post(embedded, commands, cookie, publishing(n)));
    await post(embedded, commands, cookie, {
      type: 'save-draft',
      commandId: 'draft-0001',
      draftId: 'a-draft-of-ada',
      entry: { body: paragraphs(['Not yet.']) },
    });
    const drafts = await get(embedded, `/api/articles/${article.id}/drafts`, cookie);
    await embedded.close();
    await using database = await tempDatabase(server?.url ?? '');

    expect(await runMove(['--to', database.url], terminal)).toBe(0);

    const secret = readFileSync(join(folder.path, 'secret'), 'utf8').trim();
    const moved = await startServer(readConfig({ ...env, DATABASE_URL: database.url, PRESSBOX_SECRET: secret }));
    const { epoch } = article.position;
    using reader = readerSocket(
      `${moved.url.replace('http', 'ws')}/live?article=${article.slug}&epoch=${epoch}&since=2`,
    );
    const first = await reader.next();
    const [again, next] = [
      await post(moved, commands, cookie, publishing(2)),
      await post(moved, commands, cookie, publishing(4)),
    ];
    const changes = await reader.changesUpTo(5);
    const draftsAfter = await get(moved, `/api/articles/${article.id}/drafts`, cookie);
    reader.socket.terminate();
    await moved.close();
    expect(first).toMatchObject({ type: 'ok' });
    expect(changes.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(again).toEqual(answers[1]);
    expect((next as CommandAnswer).position).toEqual({ epoch, seq: 5 });
    expect(draftsAfter).toEqual(drafts);
    expect(terminal.printed.join()).toContain(`PRESSBOX_SECRET="$(cat '${join(folder.path, 'secret')}')"`);
  });

  it('does nothing while a server has the folder', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(folder.path);
    const running = await startServer(readConfig(terminal.env));
    await using database = await tempDatabase(server?.url ?? '');

    expect(await runMove(['--to', database.url], terminal)).toBe(1);

    await running.close();
    expect(terminal.said).toEqual([`A server is running on ${folder.path}: stop it first. Nothing was moved.`]);
  });

  it('says when the database is in use', async () => {
    using folder = tempDir();
    const terminal = fakeTerminal(folder.path);
    await (await startServer(readConfig(terminal.env))).close();
    await using database = await tempDatabase(server?.url ?? '');
    await runMove(['--to', database.url], terminal);

    expect(await runMove(['--to', database.url], terminal)).toBe(1);

    expect(terminal.said).toEqual([
      expect.stringMatching(/^The database is in use: there is something in .*user.* Nothing was moved\.$/),
    ]);
  });
});

it('says when nobody answers at the address', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path);
  await (await startServer(readConfig(terminal.env))).close();

  expect(await runMove(['--to', 'postgres://postgres@127.0.0.1:1/none'], terminal)).toBe(3);

  expect(terminal.said.join()).toMatch(/^PostgreSQL did not take it: .*ECONNREFUSED.* Nothing was moved\.$/);
});

it('makes no folder where there is none', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path);
  const from = join(folder.path, 'dta');

  expect(await runMove(['--from', from, '--to', 'postgres://127.0.0.1/none'], terminal)).toBe(1);

  expect(terminal.said).toEqual([`There is no store in ${from}.`]);
  expect([existsSync(from), readdirSync(folder.path)]).toEqual([false, []]);
});

it.each([
  [[], /^usage/],
  [['--to', 'mysql://host/db'], /^--to "mysql:.* must begin with postgres:\/\//],
  [['--onto', 'postgres://host/db'], /onto/],
])('tells how it is used: %j', async (args, told) => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path);

  expect(await runMove(args, terminal)).toBe(2);

  expect(terminal.said.join()).toMatch(told);
});

function publishing(n: number) {
  return { type: 'publish-entry', commandId: `command-${n}`, entry: { body: paragraphs([`Entry ${n}`]) } };
}

async function signIn({ url }: RunningServer, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const body = JSON.stringify({ email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body });
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';', 1)[0])
    .join('; ');
}

async function post<Answer>({ url }: RunningServer, path: string, cookie: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', cookie };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function get({ url }: RunningServer, path: string, cookie: string): Promise<unknown> {
  return (await fetch(`${url}${path}`, { headers: { cookie } })).json();
}
