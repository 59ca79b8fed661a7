import { describe, expect, it } from 'vitest';
import type { LogManifest } from '#shared/protocol.ts';
import { freePort } from './test-bench/free-port.ts';
import { nginx, nginxProgram } from './test-bench/nginx.ts';
import { NO_NGINX, notRun } from './test-bench/not-run.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { type RunningApp, runningApp } from './test-bench/running-app.ts';

/** nginx counts in whole seconds: a second of age, one of stale-while-revalidate, and the one that has begun. */
const GONE_WITHIN_MS = 3_000;
/** Enough to tell a machine that is busy from a copy that is kept too long. */
const SLACK_MS = 1_500;
const CANARY = 'a canary that nobody may find';

if (nginxProgram === null) notRun('deploy/nginx.conf', NO_NGINX);
else describe('deploy/nginx.conf', behindNginx);

function behindNginx(): void {
  it('carries sockets', async () => {
    await using scene = await makeScene();
    const { running, id, slug, position } = scene;
    using reader = readerSocket(`${scene.url.replace('http', 'ws')}/live?article=${slug}`, { origin: scene.url });
    expect(await reader.next()).toMatchObject({ type: 'reset', snapshot: { position } });

    await running.publish(id, 'Docked');

    expect((await reader.changesUpTo(2)).length).toBe(1);
  });

  it('[D13] hands on each event of a stream as it comes', async () => {
    await using scene = await makeScene();
    const { running, id, slug, position } = scene;
    const from = `epoch=${position.epoch}&since=${position.seq}`;
    const response = await fetch(`${scene.url}/api/articles/${slug}/stream?${from}`);
    const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const heard = async (text: string) => {
      for (let said = ''; !said.includes(text); ) said += (await stream?.read())?.value ?? 'the end';
    };
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await heard('"type":"ok"');

    for (const word of ['First', 'Second', 'Third']) {
      await running.publish(id, word);
      await heard(word);
    }
    await stream?.cancel();
  });

  it('asks a node once for a full page of the log', async () => {
    await using scene = await makeScene();
    const { running, id, slug, position } = scene;
    for (let n = 2; n <= 100; n++) await running.desk.publish(id, `Entry ${n}`);
    const path = `/api/articles/${slug}/log/${position.epoch}/1/1`;

    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await scene.ask(path));

    expect(answers.map(({ cache }) => cache)).toEqual(['MISS', 'HIT', 'HIT']);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(asked(running, path)).toBe(1);
  });

  it('asks a node once for all who come at the same moment', async () => {
    await using scene = await makeScene();
    const path = `/live/${scene.slug}`;
    const answers = await Promise.all(Array.from({ length: 60 }, () => scene.ask(path)));
    expect(answers.every(({ status, text }) => status === 200 && text.includes('Eagle'))).toBe(true);
    expect(asked(scene.running, path)).toBeLessThan(4);
  });

  it('keeps each compressed form apart', async () => {
    await using scene = await makeScene();
    const { running, id, slug } = scene;
    for (let n = 1; n <= 5; n++) await running.publish(id, 'A long sentence, such as people write. '.repeat(20));
    const path = `/api/articles/${slug}`;
    const codings = ['br', 'gzip', 'identity', 'gzip, deflate, br, zstd', 'gzip;q=1.0, br;q=0', 'gzip'];

    const answers = [];
    for (const coding of codings) answers.push(await scene.ask(path, { 'accept-encoding': coding }));

    expect(answers.map(({ coding }) => coding)).toEqual(['br', 'gzip', null, 'br', 'gzip', 'gzip']);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('[S] keeps nothing that is somebody’s own, nor what says nothing of it', async () => {
    await using scene = await makeScene();
    const { running, id, slug } = scene;
    const authorization = `Bearer ${running.operatorKey}`;
    for (const path of ['/api/session', `/api/articles/${id}/drafts`, '/admin', '/api/articles', '/healthz'])
      for (let n = 0; n < 2; n++)
        expect([path, (await scene.ask(path, { authorization })).cache]).toEqual([path, 'MISS']);
    expect((await scene.ask(`/api/articles/${id}/drafts`)).status).toBe(401);
    for (let n = 0; n < 2; n++) {
      expect(await scene.ask('/api/articles/nowhere')).toMatchObject({ status: 404, cache: 'MISS' });
      expect(await scene.ask(`/api/articles/${slug}/log/another-epoch-00000/1/1`)).toMatchObject({ cache: 'MISS' });
    }
  });

  it('brings what is new within the time that it says', async () => {
    await using scene = await makeScene();
    const { running, id, slug } = scene;
    const paths = [`/api/articles/${slug}`, `/live/${slug}`, '/', `/api/articles/${slug}/log`];
    for (const path of paths) await scene.ask(path);
    await running.send(id, { type: 'edit-article', expectedVersion: 1, article: { headline: 'Tranquility Base' } });

    const late = await Promise.all(
      paths.map(path => untilTrue(async () => /Tranquility Base|"seq":2/.test((await scene.ask(path)).text))),
    );

    for (const ms of late) expect(ms).toBeLessThan(GONE_WITHIN_MS + SLACK_MS);
  });

  it('[D11] has a withdrawn text on no route that anybody is led to, soon after', async () => {
    await using scene = await makeScene();
    const { running, id, slug } = scene;
    const quiet = `/live/${slug}?nobody=asks`;
    const { entryId } = await running.publish(id, CANARY);
    for (let n = 3; n <= 105; n++) await running.desk.publish(id, `Entry ${n}`);
    await running.send(id, { type: 'pin-entry', entryId });
    expect((await scene.ask(quiet)).text).toContain(CANARY);
    for (let n = 0; n < 2; n++) await everything(scene);
    expect((await everything(scene)).filter(({ text }) => text.includes(CANARY)).length).toBeGreaterThan(5);

    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'It was wrong.' });
    const answeredAt = performance.now();

    const isGone = async () => (await everything(scene)).every(({ text }) => !text.includes(CANARY));
    expect(await untilTrue(isGone)).toBeLessThan(GONE_WITHIN_MS + SLACK_MS);
    while (performance.now() - answeredAt < GONE_WITHIN_MS) expect(await isGone()).toBe(true);
    expect((await scene.ask(quiet)).text).not.toContain(CANARY);
    const found = await everything(scene);
    expect(found.filter(({ text }) => text.includes('It was wrong.')).length).toBeGreaterThan(4);
  });

  it('passes over a node that is gone', async () => {
    await using running = await runningApp({ TRUSTED_PROXIES: '1' });
    const { slug } = await running.createArticle();
    await using proxy = await nginx([`127.0.0.1:${await freePort()}`, new URL(running.url).host]);
    for (let n = 0; n < 6; n++) expect((await fetch(`${proxy.url}/live/${slug}?n=${n}`)).status).toBe(200);
  });
}

async function makeScene() {
  // One address asks for everything, again and again.
  const running = await runningApp({ TRUSTED_PROXIES: '1', READS_PER_ADDRESS: '0', READS_PER_SECOND: '0' });
  const created = await running.createArticle();
  const node = new URL(running.url).host;
  const proxy = await nginx([node, node]);
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${proxy.url}${path}`, { headers });
    const of = (name: string) => response.headers.get(name);
    return {
      status: response.status,
      cache: of('x-cache'),
      coding: of('content-encoding'),
      text: await response.text(),
    };
  };
  return {
    ...{ ...created, running, ask, url: proxy.url },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await running[Symbol.asyncDispose]();
    },
  };
}

/** What a reader can come upon: the pages, the snapshot, what it leads to, and the pages of the log as the log names them. */
async function everything({ ask, slug, position }: Awaited<ReturnType<typeof makeScene>>) {
  const api = `/api/articles/${slug}`;
  const { epoch } = position;
  const { generation } = JSON.parse((await ask(`${api}/log`)).text) as LogManifest;
  const paths = [
    ...['/', `/live/${slug}`, `/live/${slug}?before=21`, '/api/articles', api, `${api}/entries?before=21`],
    ...[
      `${api}/changes?epoch=${epoch}&since=0`,
      `${api}/log/${epoch}/${generation}/1`,
      `${api}/log/${epoch}/${generation}/2`,
    ],
  ];
  return Promise.all(paths.map(path => ask(path)));
}

/** How often the node was asked for a path. */
function asked(running: RunningApp, path: string): number {
  return running.log.filter(line => JSON.parse(line).path === path).length;
}

/** How long it took until it was so, in milliseconds. */
async function untilTrue(isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await isSo())) if (performance.now() - began > 10_000) break;
  return performance.now() - began;
}
