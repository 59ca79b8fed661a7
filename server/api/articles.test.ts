import { describe, expect, it } from 'vitest';
import { type Answer, type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { MAX_CONTENT_BYTES } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';

const body = paragraphs(['Docked.']);
const commandId = 'command-1';

describe('what is not there', () => {
  it.each([
    '/api/articles/nowhere',
    '/api/articles/nowhere/entries?before=9',
    '/api/articles/__proto__',
    '/api/nothing',
    '/api',
  ])('%s is answered 404 as a problem', async path => {
    await using running = await runningApp();
    const code = path.startsWith('/api/articles/') ? 'no-such-article' : 'not-found';
    expect(await running.ask('GET', path)).toMatchObject(problem(404, code));
  });

  it('an article that is commanded', async () => {
    await using running = await runningApp();
    const command = { type: 'publish-entry', commandId, entry: { body } };
    expect(await send(running, 'no-such-id', command)).toMatchObject(problem(404, 'no-such-article'));
  });
});

describe('POST /api/articles', () => {
  it('makes an article and answers where it is', async () => {
    await using running = await runningApp();
    const answer = await running.ask('POST', '/api/articles', {
      as: 'operator',
      body: { headline: 'Moon', status: 'live', language: 'ru', slug: 'moon', commandId },
    });

    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      slug: 'moon',
      position: { epoch: expect.any(String), seq: 1 },
    });
    expect((await running.ask('GET', '/api/articles/moon')).json).toMatchObject({
      article: { headline: 'Moon', status: 'live', language: 'ru', timeZone: 'UTC', sample: false },
    });
  });

  it('[D7] gives the same answer to the same command', async () => {
    await using running = await runningApp();
    const make = () => running.ask('POST', '/api/articles', { as: 'operator', body: { headline: 'Moon', commandId } });
    const [first, again] = [await make(), await make()];
    expect([again.status, again.json]).toEqual([201, first.json]);
  });

  it.each([
    [{}, 'headline'],
    [{ headline: 'Moon', slug: 'No slug' }, 'slug'],
    [{ headline: 'Moon', status: 'dead' }, 'status'],
    [{ headline: 'Moon', sample: true }, 'sample'],
    [{ headline: 'Moon', id: 'mine-0001' }, 'id'],
    [{ headline: 'Moon', version: 9 }, 'version'],
    [{ headline: 'Moon', commandId: 'x' }, 'commandId'],
    [{ headline: 'Moon', commandId: 7 }, 'commandId'],
    [{ headline: 'Moon', type: 'create-article' }, 'type'],
    [[], ''],
  ])('[S] refuses %j', async (given, field) => {
    await using running = await runningApp();
    const answer = await running.ask('POST', '/api/articles', { as: 'operator', body: given });
    expect(answer).toMatchObject(problem(400, 'malformed'));
    expect((answer.json as { issues: { field: string }[] }).issues.map(issue => issue.field)).toContain(field);
  });

  it.each([
    [{ headline: 'Moon', slug: 'taken' }, 422, 'slug-taken', 'slug'],
    [{ headline: 'Moon', timeZone: 'Mars/Olympus' }, 422, 'unknown-time-zone', 'article.timeZone'],
    [
      { headline: 'Moon', body: paragraphs(Array(4).fill('x'.repeat(MAX_CONTENT_BYTES / 4))) },
      413,
      'too-large',
      'article',
    ],
  ])('refuses by a rule: %o', async (given, status, code, field) => {
    await using running = await runningApp();
    await running.createArticle({ slug: 'taken' });
    expect(await running.ask('POST', '/api/articles', { as: 'operator', body: given })).toMatchObject(
      problem(status, code, field),
    );
  });
});

describe('POST /api/articles/:id/commands', () => {
  it('[D8] answers 409 with what stands now to who started from something older', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const { entryId } = await running.publish(id, 'Docked');
    const edit = (expectedVersion: number, headline: string) =>
      send(running, id, {
        ...{ type: 'edit-entry', commandId: running.desk.context.ids(), entryId, expectedVersion },
        ...{ entry: { headline }, kind: 'minor' },
      });
    await edit(1, 'First');

    const answer = await edit(1, 'Second');

    const [current] = (await running.store.snapshot(id))?.entries ?? [];
    expect(current).toMatchObject({ headline: 'First', version: 2 });
    expect(answer).toMatchObject(problem(409, 'stale-version'));
    expect(answer.json).toMatchObject({ current });
  });

  it('names every field that is wrong', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const script = { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] };
    const answer = await send(running, id, {
      ...{ type: 'publish-entry', commandId, number: 0, publishedAt: '2026-03-01T10:00:00Z' },
      entry: {
        body: { type: 'doc', content: [{ type: 'paragraph', content: [script] }, { type: 'iframe' }] },
        displayAt: 'yesterday',
      },
    });

    expect(answer).toMatchObject(problem(400, 'malformed'));
    const { issues } = answer.json as { issues: { field: string; reason: string }[] };
    expect(Object.fromEntries(issues.map(({ field, reason }) => [field, reason]))).toEqual({
      'entry.body.content.0.content.0.marks.0.attrs.href': 'must be an http, https or mailto address',
      'entry.body.content.1.type': expect.stringContaining("'paragraph' | 'heading'"),
      'entry.displayAt': expect.stringContaining('ISO'),
      number: expect.stringContaining('>=1'),
      publishedAt: 'there is no such field',
    });
  });

  it('takes half a character in any text as one that cannot be read', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const half = 'Docked \ud83d';
    const entry = { headline: half, body: paragraphs([half]), tags: [half], authors: [{ name: half, role: half }] };

    await send(running, id, { type: 'publish-entry', commandId, entry });
    await send(running, id, { type: 'set-summary', commandId: 'command-2', points: [half] });

    const whole = 'Docked \ufffd';
    expect(await running.store.snapshot(id)).toMatchObject({
      article: { summary: { points: [whole] } },
      entries: [{ headline: whole, body: paragraphs([whole]), tags: [whole], authors: [{ name: whole, role: whole }] }],
    });
  });

  it.each([
    ['a type nobody knows', { type: 'drop-table', commandId }, 'type'],
    ['no type', { commandId }, 'type'],
    ['a list', [{ type: 'unpin-entry', commandId }], ''],
    ['an empty object', {}, 'type'],
  ])('refuses %s', async (_, command, field) => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const answer = await send(running, id, command);
    expect(answer).toMatchObject(problem(400, 'malformed'));
    expect((answer.json as { issues: unknown[] }).issues).toMatchObject([{ field }]);
  });

  it('[D7] gives 50 equal answers to 50 equal posts, and 422 to another text', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const publish = (text: string) =>
      send(running, id, { type: 'publish-entry', commandId, entry: { body: paragraphs([text]) } });

    const answers = await Promise.all(Array.from({ length: 50 }, () => publish('Once')));

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await running.store.articleById(id))?.lastNumber).toBe(1);
    expect(await publish('Twice')).toMatchObject(problem(422, 'command-id-reused', 'commandId'));
  });
});

function send(running: RunningApp, id: string, command: unknown): Promise<Answer> {
  return running.ask('POST', `/api/articles/${id}/commands`, { as: 'operator', body: command });
}

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
