import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { LogManifest, LogPage } from '#shared/protocol.ts';

const CANARY = 'a canary that nobody may find';

describe('GET /api/articles/:slug/log', () => {
  it('tells where the log stands and how its pages are named', async () => {
    await using running = await runningApp();
    const { id, slug, position } = await running.createArticle();
    const { entryId } = await running.publish(id, 'Docked');
    const log = async () => (await running.ask('GET', `/api/articles/${slug}/log`)).json;
    const { epoch } = position;
    const now = running.desk.context.clock();

    expect(await log()).toEqual({ position: { epoch, seq: 2 }, generation: 1, pageSize: 100, now });
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' });
    expect(LogManifest.parse(await log())).toEqual({ position: { epoch, seq: 3 }, generation: 2, pageSize: 100, now });
  });
});

describe('GET /api/articles/:slug/log/:epoch/:generation/:page', () => {
  it('gives a hundred changes a page, for a day where it is full', async () => {
    await using running = await runningApp();
    const { id, page } = await makeLog(running);
    for (let n = 2; n <= 201; n++) await running.desk.publish(id, `Entry ${n}`);
    const stored = (await running.store.changesAfter(id, 0, 300)).map(({ json }) => JSON.parse(json));

    const pages = [await page(1), await page(2), await page(3), await page(4)];

    expect(pages.map(({ status, cacheControl }) => [status, cacheControl])).toEqual([
      [200, 'public, max-age=86400, immutable'],
      [200, 'public, max-age=86400, immutable'],
      [200, 'public, max-age=0, s-maxage=1'],
      [404, 'no-store'],
    ]);
    const read = pages.slice(0, 3).map(({ json }) => LogPage.parse(json));
    expect(read.map(({ page: number, changes }) => [number, changes.length])).toEqual([
      [1, 100],
      [2, 100],
      [3, 1],
    ]);
    expect(read.flatMap(({ changes }) => changes)).toEqual(stored);
  });

  it('is asked for anew with the tag it had: a full page never changes, the open one does', async () => {
    await using running = await runningApp();
    const { id, page } = await makeLog(running);
    for (let n = 2; n <= 100; n++) await running.desk.publish(id, `Entry ${n}`);
    const [full, open] = [await page(1), await page(2)];
    expect([full.status, open.status]).toEqual([200, 404]);
    await running.publish(id, 'Entry 101');
    const first = await page(2);
    await running.publish(id, 'Entry 102');

    expect([(await page(1, full.etag)).status, (await page(2, first.etag)).status]).toEqual([304, 200]);
    expect([full.etag, first.etag]).not.toContain(null);
  });

  it('[D11] a page of another generation or log is not there, and nobody keeps that answer', async () => {
    await using running = await runningApp();
    const { id, slug, epoch, page } = await makeLog(running);
    const { entryId } = await running.publish(id, CANARY);
    for (let n = 3; n <= 100; n++) await running.desk.publish(id, `Entry ${n}`);
    const before = await page(1);
    expect(before.text).toContain(CANARY);

    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'It was wrong.' });

    for (const generation of [1, 3]) {
      const old = await page(1, before.etag, generation);
      expect(old).toMatchObject({ status: 404, cacheControl: 'no-store', json: { code: 'log-renumbered' } });
      expect(old.text).not.toContain(CANARY);
    }
    const other = await running.ask('GET', `/api/articles/${slug}/log/${[...epoch].reverse().join('')}/2/1`);
    expect([other.status, other.headers.get('cache-control')]).toEqual([404, 'no-store']);
    const now = await page(1, before.etag, 2);
    expect([now.status, now.cacheControl]).toEqual([200, 'public, max-age=86400, immutable']);
    expect(now.text).toContain('It was wrong.');
    expect(now.text).not.toContain(CANARY);
  });

  it('[D11] a page that is asked for while an entry is withdrawn never has the text under its new address', async () => {
    await using running = await runningApp();
    const { id, page } = await makeLog(running);
    for (let generation = 1; generation <= 8; generation++) {
      const { entryId } = await running.publish(id, CANARY);
      const retracted = running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' });
      const asked = Array.from({ length: 12 }, (_, n) => page(1, null, generation + (n % 2)));
      await retracted;
      const after = await Promise.all([page(1, null, generation), page(1, null, generation + 1)]);
      const answers = await Promise.all(asked);
      const wrong = answers.filter((answer, n) => n % 2 === 1 && answer.text.includes(CANARY));
      expect([wrong, after.map(({ status }) => status), after[1].text.includes(CANARY)]).toEqual([
        [],
        [404, 200],
        false,
      ]);
    }
  });

  it.each([
    'EPOCH/1/0',
    'EPOCH/1/x',
    'EPOCH/0/1',
    'EPOCH/1.5/1',
    'EPOCH/1/1e400',
    'EPOCH/-1/1',
    'x/1/1',
    'EPOCH/1/%00',
    'EPOCH/1/1e0',
    'EPOCH/1/01',
    'EPOCH/1/0x1',
    'EPOCH/1/+1',
    'EPOCH/1/%201',
    'EPOCH/1/1.0',
    'EPOCH/01/1',
    'EPOCH/1e0/1',
  ])('refuses %s', async rest => {
    await using running = await runningApp();
    const { slug, position } = await running.createArticle();
    const path = `/api/articles/${slug}/log/${rest.replace('EPOCH', position.epoch)}`;
    const { status, json, headers } = await running.ask('GET', path);
    expect([status, headers.get('cache-control')]).toEqual([400, 'no-store']);
    expect(json).toMatchObject({ code: 'malformed' });
  });

  it('says what is not there', async () => {
    await using running = await runningApp();
    const { slug, epoch, page } = await makeLog(running);
    expect(await page(Number.MAX_SAFE_INTEGER)).toMatchObject({ status: 404, json: { code: 'not-found' } });
    for (const rest of ['log', `log/${epoch}/1/1`])
      expect((await running.ask('GET', `/api/articles/nowhere/${rest}`)).json).toMatchObject({
        code: 'no-such-article',
      });
    expect((await running.ask('GET', `/api/articles/${slug}/log/${epoch}`)).status).toBe(404);
  });
});

/** An article of one change, and a way to ask for the pages of its log. */
async function makeLog(running: RunningApp) {
  const { id, slug, position } = await running.createArticle();
  const { epoch } = position;
  const page = async (number: number, etag: string | null = null, generation = 1) => {
    const conditions = etag === null ? {} : { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    const path = `/api/articles/${slug}/log/${epoch}/${generation}/${number}`;
    const { status, text, json, headers } = await running.ask('GET', path, { headers: conditions });
    return { status, text, json, etag: headers.get('etag'), cacheControl: headers.get('cache-control') };
  };
  return { id, slug, epoch, page };
}
