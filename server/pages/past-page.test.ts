import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { articleIn, viewIn } from '#server/test-bench/view-in.ts';
import { paragraphs } from '#shared/body-text.ts';

const MINUTE_MS = 60_000;

/** From 10:00 on one update a minute; the first one is about a ferry and is corrected at the end. */
async function coverage(running: RunningApp, count: number) {
  const { id, slug } = await running.createArticle({ headline: 'The Eagle has landed', slug: 'eagle' });
  running.desk.pass(MINUTE_MS);
  const { entryId } = await running.publish(id, 'The ferry leaves at nine.');
  for (let n = 2; n <= count; n++) {
    running.desk.pass(MINUTE_MS);
    await running.publish(id, `Entry ${n}`);
  }
  running.desk.pass(MINUTE_MS);
  const correction = { entry: { body: paragraphs(['The ferry leaves at ten.']) }, kind: 'correction', note: 'Wrong.' };
  await running.send(id, { type: 'edit-entry', entryId, expectedVersion: 1, ...correction });
  return { id, slug, entryId };
}

describe('an article as it stood', () => {
  it('says so, shows what there was and as it was then, and leads to pages of the same moment', async () => {
    await using running = await runningApp();
    await coverage(running, 45);

    const page = await running.ask('GET', '/live/eagle?at=2026-03-01T10:41:30Z');
    const older = await running.ask('GET', '/live/eagle?at=2026-03-01T10:41:30Z&before=21');

    expect(page.status).toBe(200);
    expect(articleIn(page.text)).toMatchObject({
      ...{ before: null, lastNumber: 41, state: { completeFrom: 21, position: { seq: 42 } } },
      past: {
        ...{ at: '2026-03-01T10:41:30.000Z', from: '2026-03-01T10:00:00.000Z', to: '2026-03-01T10:46:00.000Z' },
        isOver: false,
      },
    });
    expect(page.text).toContain('As it stood at 10:41');
    expect(page.text).toContain('href="/live/eagle?at=2026-03-01T10:41:30Z&amp;before=21"');
    expect(articleIn(older.text)).toMatchObject({ before: 21, newerBefore: null, state: { completeFrom: 1 } });
    expect(older.text).toContain('href="/live/eagle?at=2026-03-01T10:41:30Z"');
    expect(older.text).toContain('The ferry leaves at nine.');
    expect(older.text).not.toContain('The ferry leaves at ten.');
  });

  it('is for people: machines are led to how it stands now', async () => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    await coverage(running, 2);

    const { text } = await running.ask('GET', '/live/eagle?at=2026-03-01T10:01:30Z');

    expect(text).toContain('<title>As it stood on March 1, 2026, 10:01 – The Eagle has landed – Pressbox</title>');
    expect(text).toContain('<link rel="canonical" href="https://news.example/live/eagle">');
    expect(text).toContain('<meta name="robots" content="noindex">');
    expect(text).toContain(
      '<meta property="og:url" content="https://news.example/live/eagle?at=2026-03-01T10:01:30Z">',
    );
    expect(text).not.toContain('application/ld+json');
    expect(text).not.toContain('rel="next"');
  });

  it('is not there yet: the future leads to the article, what was before its beginning to the beginning', async () => {
    await using running = await runningApp();
    await coverage(running, 2);

    const future = await running.ask('GET', '/live/eagle?at=2027-01-01T00:00Z');
    const before = await running.ask('GET', '/live/eagle?at=2026-03-01T09:59:59Z');

    expect([future.status, future.headers.get('location')]).toEqual([302, '/live/eagle']);
    expect(viewIn(before.text)).toMatchObject({ page: 'error', problem: 'notBegun' });
    expect(before.text).toContain('href="/live/eagle?at=2026-03-01T10:00:00Z"');
    expect(before.text).toContain('<meta name="robots" content="noindex">');
  });

  it.each(['yesterday', '2026-03-01', '2026-03-01T10:00', '2026-03-01T10:00:00+01:00', '2026-02-30T10:00:00Z', ''])(
    'is asked for by an instant in UTC, not by "%s"',
    async at => {
      await using running = await runningApp();
      await running.createArticle({ slug: 'eagle' });

      const page = await running.ask('GET', `/live/eagle?at=${encodeURIComponent(at)}`);
      const read = await running.ask('GET', `/api/articles/eagle/as-of?at=${encodeURIComponent(at)}`);

      expect([page.status, read.status, read.headers.get('cache-control')]).toEqual([400, 400, 'no-store']);
      expect(page.text).toContain('at: must be an instant in UTC, such as 2026-11-20T14:05:00Z');
    },
  );

  it('is kept by nobody longer than the article, and asked for again by its tag', async () => {
    await using running = await runningApp();
    const { id, entryId } = await coverage(running, 2);
    const paths = ['/live/eagle?at=2026-03-01T10:02Z', '/api/articles/eagle/as-of?at=2026-03-01T10:02:00Z'];
    for (const path of paths) {
      const { headers } = await running.ask('GET', path);
      const again = { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
      expect((await running.ask('GET', path, { headers: again })).status).toBe(304);
      const other = path.replace('10:02', '10:01');
      expect((await running.ask('GET', other)).text).toContain('The ferry leaves at nine.');
    }

    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 2, reason: 'No ferry.' });

    for (const path of paths) {
      const { text } = await running.ask('GET', path);
      expect(text).toContain('No ferry.');
      expect(text).not.toContain('leaves at');
    }
  });
});

it('GET /api/articles/:slug/as-of has what a player begins from', async () => {
  await using running = await runningApp();
  const { id } = await coverage(running, 2);

  const read = await running.ask('GET', '/api/articles/eagle/as-of?at=2026-03-01T10:01:00Z');
  const before = await running.ask('GET', '/api/articles/eagle/as-of?at=2025-03-01T10:01:00Z');
  const elsewhere = await running.ask('GET', '/api/articles/nowhere/as-of?at=2026-03-01T10:01:00Z');

  const { position } = (await running.store.snapshot(id)) ?? {};
  const [from, to] = ['2026-03-01T10:00:00Z', '2026-03-01T10:03:00Z'].map(instant => Date.parse(instant));
  expect(read.json).toMatchObject({ position, from, to, snapshot: { entries: [{ number: 1 }], older: null } });
  expect(before.json).toEqual({ position, from, to, snapshot: null });
  expect([elsewhere.status, elsewhere.json]).toMatchObject([404, { code: 'no-such-article' }]);
});
