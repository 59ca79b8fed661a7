import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { paragraphs } from '#shared/body-text.ts';
import { EntryVersions, MissedChanges } from '#shared/protocol.ts';

const body = paragraphs(['Docked.']);
const BRIEFLY = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';

describe('GET /api/articles', () => {
  it('lists what there is, live ones first, without its text', async () => {
    await using running = await runningApp();
    await running.createArticle({ headline: 'Over', status: 'ended', body });
    const { id, slug } = await running.createArticle({ headline: 'Now' });
    await running.publish(id, 'Docked');

    const { json } = await running.ask('GET', '/api/articles');

    const now = new Date(running.desk.context.clock()).toISOString();
    expect(json).toMatchObject({ articles: [{ headline: 'Now' }, { headline: 'Over' }] });
    expect((json as { articles: unknown[] }).articles[0]).toEqual({
      ...{ id, slug, headline: 'Now', standfirst: '', dateLine: '', status: 'live', language: 'en', timeZone: 'UTC' },
      ...{ sample: false, entryCount: 1, createdAt: now, startsAt: null, latestEntryAt: now },
    });
  });
});

describe('GET /api/articles/:slug', () => {
  it('is the snapshot that the store gives, with a tag that changes with it', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const first = await running.ask('GET', `/api/articles/${slug}`);
    const etag = first.headers.get('etag') ?? '';
    const same = await running.ask('GET', `/api/articles/${slug}`, {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    await running.publish(id, 'Docked');
    const changed = await running.ask('GET', `/api/articles/${slug}`, {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });

    expect([first.status, same.status, changed.status]).toEqual([200, 304, 200]);
    expect(changed.json).toEqual(await running.store.snapshot(id));
  });
});

describe('GET /api/articles/:slug/entries', () => {
  it('gives the page below a number', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    for (let n = 1; n <= 41; n++) await running.publish(id, `Entry ${n}`);
    const page = async (before: number) =>
      (await running.ask('GET', `/api/articles/${slug}/entries?before=${before}`)).json;

    expect(await page(21)).toEqual(await running.store.olderEntries(id, 21));
    expect(await page(41)).toMatchObject({ before: 41, older: { before: 21 } });
    expect(await page(1)).toMatchObject({ before: 1, entries: [], older: null });
  });

  it.each([
    '',
    '?before=',
    '?before=0',
    '?before=-5',
    '?before=1.5',
    '?before=x',
    '?before=1&before=2',
    '?before=1e400',
  ])('refuses %j', async query => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    expect(await running.ask('GET', `/api/articles/${slug}/entries${query}`)).toMatchObject(
      problem(400, 'malformed', 'before'),
    );
  });
});

describe('GET /api/articles/:slug/entries/:number/versions', () => {
  const versionsIn = async (running: RunningApp, slug: string, number: number) =>
    (await running.ask('GET', `/api/articles/${slug}/entries/${number}/versions`)).json;
  const editing = { type: 'edit-entry', expectedVersion: 1, kind: 'correction', note: 'It was the wrong hour.' };

  it('[R2] gives what an entry said, each version once', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await running.publish(id, 'Another one.');
    const { entryId } = await running.publish(id, 'It leaves at nine.');
    await running.send(id, { type: 'pin-entry', entryId });
    const entry = { body: paragraphs(['It leaves at ten.']) };
    const { position } = await running.send(id, { ...editing, entryId, entry });

    expect(await versionsIn(running, slug, 2)).toMatchObject({
      number: 2,
      versions: [
        { version: 1, body: paragraphs(['It leaves at nine.']) },
        { version: 2, body: paragraphs(['It leaves at ten.']), edits: [{ kind: 'correction' }] },
      ],
      position,
    });
    expect(await running.ask('GET', `/api/articles/${slug}/entries/3/versions`)).toMatchObject(
      problem(404, 'no-such-entry'),
    );
    expect(await running.ask('GET', `/api/articles/${slug}/entries/0/versions`)).toMatchObject(
      problem(400, 'malformed', 'number'),
    );
  });

  it('[D11] gives nothing of what a withdrawn entry said', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const { entryId } = await running.publish(id, 'a canary that nobody may find');
    await running.send(id, { ...editing, entryId, entry: { body: paragraphs(['a canary once more']) } });
    expect(JSON.stringify(await versionsIn(running, slug, 1))).toContain('canary');
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 2, reason: 'No canary.' });

    const { versions } = EntryVersions.parse(await versionsIn(running, slug, 1));

    expect(versions).toMatchObject([{ version: 3, retraction: { reason: 'No canary.' } }]);
  });
});

describe('GET /api/articles/:slug/changes', () => {
  it('gives what was missed, or says that only a snapshot helps, like the socket', async () => {
    await using running = await runningApp();
    const { id, slug, position } = await running.createArticle();
    for (let n = 1; n <= 301; n++) await running.desk.publish(id, 'x');
    const { epoch } = position;
    const since = async (seq: number, from = epoch) =>
      MissedChanges.parse((await running.ask('GET', `/api/articles/${slug}/changes?epoch=${from}&since=${seq}`)).json);
    const head = { epoch, seq: 302 };
    const stored = (await running.store.changesAfter(id, 300, 10)).map(({ json }) => JSON.parse(json));

    expect(await since(300)).toEqual({ type: 'changes', changes: stored, position: head });
    expect(await since(302)).toEqual({ type: 'changes', changes: [], position: head });
    expect(await since(2)).toMatchObject({ type: 'changes', position: head });
    const reset = { type: 'reset', position: head };
    expect([await since(1), await since(303), await since(300, 'epoch-of-another-log')]).toEqual([reset, reset, reset]);
  });

  it.each(['', '?epoch=EPOCH', '?since=1', '?epoch=EPOCH&since=-1', '?epoch=x&since=1', '?epoch=EPOCH&since=1.5'])(
    'refuses %j',
    async query => {
      await using running = await runningApp();
      const { slug, position } = await running.createArticle();
      const answer = await running.ask('GET', `/api/articles/${slug}/changes${query.replace('EPOCH', position.epoch)}`);
      expect(answer).toMatchObject(problem(400, 'malformed'));
    },
  );
});

describe('how long an answer may be kept', () => {
  it.each([
    ['', BRIEFLY],
    ['/entries?before=9', 'no-cache'],
    ['/contents', BRIEFLY],
    ['/changes?epoch=EPOCH&since=0', 'no-cache'],
    ['/log', 'public, max-age=0, s-maxage=1'],
    ['/log/EPOCH/1/1', 'public, max-age=0, s-maxage=1'],
  ])('of /api/articles/:slug%s', async (rest, cacheControl) => {
    await using running = await runningApp();
    const { slug, position } = await running.createArticle();
    const path = `/api/articles/${slug}${rest.replace('EPOCH', position.epoch)}`;

    const plain = await running.ask('GET', path);
    const known = await running.ask('GET', path, {
      headers: { 'if-none-match': plain.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });

    expect([plain.status, plain.headers.get('cache-control')]).toEqual([200, cacheControl]);
    expect(plain.headers.get('vary')).toBe('Accept-Encoding');
    // The log's head says what time it is.
    if (rest !== '/log') expect([known.status, known.text]).toEqual([304, '']);
    expect(known.headers.get('cache-control')).toBe(cacheControl);
    expect(known.headers.get('vary')).toBe('Accept-Encoding');
  });

  it('[S] is not for what somebody signed in may see, nor for a refusal', async () => {
    await using running = await runningApp();
    const { id, slug, position } = await running.createArticle();
    const answers = [
      await running.ask('GET', '/api/session', { as: 'editor' }),
      await running.ask('GET', `/api/articles/${id}/drafts`, { as: 'editor' }),
      await running.ask('GET', '/api/users', { as: 'admin' }),
      await running.ask('GET', '/admin'),
      await running.ask('GET', '/api/articles/nowhere'),
      await running.ask('GET', `/api/articles/${slug}/log/${position.epoch}/1/2`),
      await running.ask('GET', `/api/articles/${slug}/log/${position.epoch}/2/1`),
      await running.ask('GET', `/api/articles/${slug}/log/x/y/z`),
    ];
    expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(answers.map(() => 'no-store'));
  });

  it('[S] an answer that may be kept is the same whoever asks, and sets no cookie', async () => {
    await using running = await runningApp();
    const { id, slug, position } = await running.createArticle();
    await running.publish(id, 'Docked');
    for (const rest of ['', '/entries?before=9', `/log/${position.epoch}/1/1`]) {
      const path = `/api/articles/${slug}${rest}`;
      const [nobody, editor] = [await running.ask('GET', path), await running.ask('GET', path, { as: 'editor' })];
      expect([editor.text, editor.headers.get('etag')]).toEqual([nobody.text, nobody.headers.get('etag')]);
      expect(editor.headers.get('set-cookie')).toBe(null);
    }
  });

  it('[D12] a draft changes no tag', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const tag = async () => (await running.ask('GET', `/api/articles/${slug}`)).headers.get('etag');
    const before = await tag();
    await running.send(id, { type: 'save-draft', draftId: 'draft-001', entry: { body } });
    expect(await tag()).toBe(before);
  });
});

/** What an answer has to be for programs to understand it as a problem. */
function problem(status: number, code: string, field?: string) {
  return {
    status,
    json: {
      status,
      code,
      title: expect.any(String),
      detail: expect.any(String),
      ...(field === undefined ? {} : { field }),
    },
  };
}
