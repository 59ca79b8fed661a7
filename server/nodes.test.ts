import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleCreated, CommandAnswer } from '#shared/commands.ts';
import { freePort } from './test-bench/free-port.ts';
import { NO_OWN_REDIS, NO_POSTGRES } from './test-bench/not-run.ts';
import { findPostgres } from './test-bench/postgres-server.ts';
import { type ReaderSocket, readerSocket } from './test-bench/reader-socket.ts';
import { ownRedis } from './test-bench/redis-server.ts';
import { type ServerProcess, serverProcess } from './test-bench/server-process.ts';
import { tempDir } from './test-bench/temp-dir.ts';
import { tempDatabase } from './test-bench/temp-postgres-store.ts';

const ADA = { email: 'ada@example.org', password: 'a bridge of seven piers' };
/** What a change may be late by on another node when its bell is lost. */
const WITHOUT_BELL_MS = 1_500;
const WITH_BELL_MS = 500;

const postgres = await findPostgres();
const redisPort = await freePort();
let redis = await ownRedis(redisPort);
const letGo = new AsyncDisposableStack();
letGo.defer(() => postgres?.stop());
letGo.defer(() => redis?.stop());
afterAll(() => letGo.disposeAsync());

describe('two nodes on PostgreSQL and Redis', () => {
  let one: ServerProcess;
  let other: ServerProcess;

  beforeAll(async () => {
    if (postgres === null || redis === null) return;
    const folder = letGo.use(tempDir());
    const database = letGo.use(await tempDatabase(postgres.url));
    const env = {
      ...{ DATABASE_URL: database.url, REDIS_URL: redis.url, PRESSBOX_SECRET: 's'.repeat(32) },
      ...{ ADMIN_EMAIL: ADA.email, ADMIN_PASSWORD: ADA.password, LOG_LEVEL: 'fatal' },
    };
    const started = ['one', 'other'].map(name => serverProcess({ dataDir: `${folder.path}/${name}`, env }));
    [one, other] = (await Promise.all(started)) as [ServerProcess, ServerProcess];
    letGo.use(one);
    letGo.use(other);
  });

  beforeEach(({ skip }) => {
    skip(postgres === null, NO_POSTGRES);
    skip(redis === null, NO_OWN_REDIS);
  });

  it('[S] who signed in on one is signed in on the other, and signed out on both', async () => {
    const cookie = await signIn(one);
    const before = await userAt(other, cookie);

    await fetch(`${other.url}/api/session`, { method: 'DELETE', headers: { cookie } });

    expect(before).toMatchObject({ user: { email: ADA.email, role: 'admin' } });
    expect(await userAt(one, cookie)).toEqual({ user: null });
  });

  it('a draft saved on one is opened on the other, and published from there', async () => {
    const { id } = await createArticle(one);
    const entry = { body: paragraphs(['Not yet.']) };
    await send(one, id, { type: 'save-draft', draftId: `draft-of-${id}`, entry });
    const found = (await get(other, `/api/articles/${id}/drafts`)) as { drafts: { id: string }[] };

    await send(other, id, { type: 'publish-entry', draftId: `draft-of-${id}`, entry });

    expect(found.drafts).toMatchObject([{ id: `draft-of-${id}`, entry }]);
    expect(await get(one, `/api/articles/${id}/drafts`)).toMatchObject({ drafts: [] });
  });

  it('[D7] a command sent to one and again to the other is answered alike and happens once', async () => {
    const { id } = await createArticle(one);
    const command = publishing('Once.');

    const answers = [await send(one, id, command), await send(other, id, command)];

    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.position.seq).toBe(2);
  });

  it('[D7] a command sent to both twenty times at once happens once', async () => {
    const { id } = await createArticle(one);
    const command = publishing('Once.');

    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send(n % 2 ? one : other, id, command)));

    expect(new Set(answers.map(answer => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]?.position.seq).toBe(2);
  });

  it('[D1] what both publish at the same time has one order, and every reader of either has it', async () => {
    const article = await createArticle(one);
    using here = await following(one, article);
    using there = await following(other, article);

    await Promise.all(
      Array.from({ length: 40 }, (_, n) => send(n % 2 ? one : other, article.id, publishing(`Number ${n}`))),
    );

    const changes = await here.changesUpTo(41);
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 2));
    expect(await there.changesUpTo(41)).toEqual(changes);
  });

  it('[D11] what was withdrawn on one is served by neither from the answer on', async () => {
    const article = await createArticle(one);
    const { entryId } = await send(one, article.id, publishing('A canary sings.'));
    const routes = publicRoutes(article);
    const before = await Promise.all(routes.map(route => textAt(other, route)));

    await send(one, article.id, { type: 'retract-entry', entryId, expectedVersion: 1 });

    const after = await Promise.all([one, other].flatMap(node => routes.map(route => textAt(node, route))));
    expect(before.map(text => text.includes('canary'))).toEqual(routes.map(() => true));
    expect(after.map(text => text.includes('canary'))).toEqual([...routes, ...routes].map(() => false));
  });

  it('a change reaches readers of the other at once, by the bell', async () => {
    const article = await createArticle(one);
    using reader = await following(other, article);

    const delays = await delaysOf(one, article, reader, 5);

    expect(Math.min(...delays)).toBeLessThan(WITH_BELL_MS);
  });

  it('[D2] with Redis gone a change is late by a second and a half at most; with Redis back it is not', async () => {
    const article = await createArticle(one);
    using reader = await following(other, article);
    await redis?.stop();
    const without = await delaysOf(one, article, reader, 3);

    redis = await ownRedis(redisPort);

    await expect
      .poll(async () => Math.min(...(await delaysOf(one, article, reader, 3))), { timeout: 15_000 })
      .toBeLessThan(WITH_BELL_MS);
    expect(Math.max(...without)).toBeLessThan(WITHOUT_BELL_MS);
  });
});

async function signIn({ url }: ServerProcess): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify(ADA) });
  const cookies = response.headers.getSetCookie().map(cookie => cookie.split(';', 1)[0]);
  return cookies.join('; ');
}

async function userAt({ url }: ServerProcess, cookie: string): Promise<unknown> {
  return (await fetch(`${url}/api/session`, { headers: { cookie } })).json();
}

function createArticle(node: ServerProcess): Promise<ArticleCreated> {
  return post(node, '/api/articles', { headline: 'The Eagle has landed', status: 'live' });
}

function publishing(text: string) {
  return { type: 'publish-entry', commandId: randomUUID(), entry: { body: paragraphs([text]) } };
}

function send(node: ServerProcess, articleId: string, command: object): Promise<CommandAnswer> {
  return post(node, `/api/articles/${articleId}/commands`, { commandId: randomUUID(), ...command });
}

async function post<Answer>({ url, key }: ServerProcess, path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function get({ url, key }: ServerProcess, path: string): Promise<unknown> {
  return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } })).json();
}

/** What serves the text of the newest entry. */
function publicRoutes({ slug, position }: ArticleCreated): string[] {
  const { epoch, seq } = position;
  const api = `/api/articles/${slug}`;
  return [
    ...[`/live/${slug}`, api, `${api}/entries?before=9`],
    ...[`${api}/changes?epoch=${epoch}&since=${seq}`, `${api}/log/${epoch}/1/1`],
  ];
}

async function textAt({ url }: ServerProcess, path: string): Promise<string> {
  return (await fetch(`${url}${path}`)).text();
}

/** A reader who is live. */
async function following({ url }: ServerProcess, { slug, position }: ArticleCreated): Promise<ReaderSocket> {
  const { epoch, seq } = position;
  const reader = readerSocket(`${url.replace('http', 'ws')}/live?article=${slug}&epoch=${epoch}&since=${seq}`);
  expect(await reader.next()).toMatchObject({ type: 'ok' });
  return reader;
}

/** How long after the answer to a publish the reader had it: of so many publishes. */
async function delaysOf(node: ServerProcess, { id }: ArticleCreated, reader: ReaderSocket, count: number) {
  const delays: number[] = [];
  for (let n = 0; n < count; n++) {
    const { position } = await send(node, id, publishing(`Number ${n}`));
    const answeredAt = performance.now();
    await reader.changesUpTo(position.seq);
    delays.push(performance.now() - answeredAt);
  }
  return delays;
}
