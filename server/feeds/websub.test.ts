import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';
import { answerOf, type WritingDesk, writingDesk } from '#server/test-bench/writing-desk.ts';
import { WebSub } from './websub.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A hub that answers as it is told to, in this order and then 204, and remembers what it was told. */
async function aHub(...answers: number[]) {
  const told: string[][] = [];
  const heard: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    told.push([...body.getAll('hub.mode'), ...body.getAll('hub.url')]);
    response.statusCode = answers.shift() ?? 204;
    response.end();
    for (const wake of heard.splice(0)) wake();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub`;
  const hears = (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    heard.push(resolve);
    return promise;
  };
  return { url, told, hears };
}

/** A desk whose rings the hub's messenger hears, and its timers, moved by hand. */
async function aDesk(hub: string) {
  const desk = await writingDesk();
  closing.push(async () => desk[Symbol.asyncDispose]());
  const timers: { ms: number; work: () => void }[] = [];
  const warned: unknown[] = [];
  const { store, clock, bus } = desk.context;
  const webSub = new WebSub({
    ...{ hub, siteUrl: 'https://news.example', store, clock },
    log: { warn: (about: unknown) => void warned.push(about) },
    after(ms, work) {
      const timer = { ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  closing.push(() => webSub.close());
  bus.listen(webSub.ring);
  const elapse = () => {
    const due = timers.splice(0);
    for (const { work } of due) work();
    return due.map(({ ms }) => ms);
  };
  return { desk, webSub, timers, warned, elapse };
}

const feedsOf = (...slugs: string[]) =>
  ['', ...slugs.map(slug => `/live/${slug}`)].flatMap(path =>
    ['rss.xml', 'atom.xml', 'feed.json'].map(file => `https://news.example${path}/${file}`),
  );

it('the hub is told once which feeds have changed within a few seconds', async () => {
  const hub = await aHub();
  const { desk, elapse, timers } = await aDesk(hub.url);
  const [moon, mars] = [await anArticle(desk, 'moon'), await anArticle(desk, 'mars')];
  await desk.publish(moon, 'One');
  await desk.publish(moon, 'Two');
  const heard = hub.hears();

  expect(elapse()).toEqual([5_000]);
  await heard;

  expect(hub.told).toEqual([['publish', ...feedsOf('moon', 'mars')]]);
  expect(timers).toEqual([]);
  const again = hub.hears();
  await desk.publish(mars, 'Three');
  elapse();
  await again;
  expect(hub.told[1]).toEqual(['publish', ...feedsOf('mars')]);
});

it('[D12] it is told nothing of a draft, also by a node that did not publish what was there', async () => {
  const hub = await aHub();
  const { desk, webSub, elapse } = await aDesk(hub.url);
  const id = await anArticle(desk, 'moon');
  const told = hub.hears();
  elapse();
  await told;
  desk.pass(60_000);
  const other = await aDeskOn(desk, hub.url);

  await desk.send(id, { type: 'save-draft', draftId: 'draft-001', entry: { headline: 'A canary' } });
  other.elapse();
  await anArticle(desk, 'mars');
  const next = hub.hears();
  other.elapse();
  await next;

  expect(elapse()).toEqual([5_000]);
  expect(hub.told.slice(1)).toEqual([['publish', ...feedsOf('mars')]]);
  await Promise.all([webSub.close(), other.webSub.close()]);
});

it('a hub that fails is asked again twice, and what failed is in the log', async () => {
  const hub = await aHub(500, 503, 404);
  const { desk, elapse, timers, warned } = await aDesk(hub.url);
  await anArticle(desk, 'moon');
  const waited: number[] = [];
  for (let tries = 1; tries <= 3; tries++) {
    await expect.poll(() => timers.length).toBe(1);
    const heard = hub.hears();
    waited.push(...elapse());
    await heard;
  }
  await expect.poll(() => warned.length).toBe(3);

  expect(waited).toEqual([5_000, 10_000, 60_000]);
  expect(new Set(hub.told.map(String))).toEqual(new Set([String(['publish', ...feedsOf('moon')])]));
  expect(timers).toEqual([]);
});

it('a hub that is not there is in no publish’s way', async () => {
  const { desk, elapse, timers, warned, webSub } = await aDesk('http://127.0.0.1:9/');
  const id = await anArticle(desk, 'moon');
  elapse();
  await expect.poll(() => timers.length).toBe(1);

  expect(answerOf(await desk.publish(id, 'One')).position.seq).toBe(2);
  await webSub.close();
  expect(warned).toHaveLength(1);
  expect(timers.every(({ ms }) => ms === 5_000)).toBe(true);
});

it('the running server tells it of what is published there', { timeout: 20_000 }, async () => {
  const hub = await aHub();
  await using running = await runningApp({ PUBLIC_URL: 'https://news.example', WEBSUB_HUB: hub.url });
  const heard = hub.hears();
  const { slug } = await running.createArticle();
  await heard;

  expect(hub.told).toEqual([['publish', ...feedsOf(slug)]]);
});

async function anArticle(desk: WritingDesk, slug: string): Promise<string> {
  return answerOf(await desk.createArticle({ slug })).id;
}

/** Another node that hears the same rings, which knows nothing of what was told. */
async function aDeskOn({ context }: WritingDesk, hub: string) {
  const { store, clock, bus } = context;
  const works: (() => void)[] = [];
  const webSub = new WebSub({
    ...{ hub, siteUrl: 'https://news.example', store, clock, log: { warn: () => {} } },
    after: (_ms, work) => {
      works.push(work);
      return () => {};
    },
  });
  bus.listen(webSub.ring);
  const elapse = () => {
    for (const work of works.splice(0)) work();
  };
  return { webSub, elapse };
}
