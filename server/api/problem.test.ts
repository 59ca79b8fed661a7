import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';
import { Problem } from '#shared/commands.ts';

const PATH = '/api/articles';

describe('a request that cannot be read', () => {
  it.each([
    ['malformed JSON', '{"headline": "Moon",}', {}, 400, 'malformed', /^this is not valid JSON: /],
    ['half a request', '{"headline": ', {}, 400, 'malformed', /^this is not valid JSON: /],
    ['a bare word', '"Moon"', {}, 400, 'malformed', /^this is not valid JSON: /],
    ['JSON too deep', nested(40), {}, 400, 'malformed', /nested deeper than 32 levels/],
    ['JSON far too deep', nested(100_000), {}, 400, 'malformed', /nested deeper than 32 levels/],
    ['too much', `{"headline": "${'x'.repeat(300_000)}"}`, {}, 413, 'too-large', /larger than the server takes/],
    ['a form', 'headline=Moon', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'not-json', /JSON/],
    ['plain text', '{"headline": "Moon"}', { 'content-type': 'text/plain' }, 415, 'not-json', /JSON/],
    [
      'another alphabet',
      '{}',
      { 'content-type': 'application/json; charset=koi8-r' },
      415,
      'unsupported-type',
      /not supported/,
    ],
    ['an unknown packing', '{}', { 'content-encoding': 'lzma' }, 415, 'unsupported-type', /not supported/],
    ['nothing', undefined, {}, 400, 'malformed', /expected object/],
  ])('%s is answered as a problem that says so', async (_, body, headers, status, code, reason) => {
    await using running = await runningApp();

    const answer = await running.ask('POST', PATH, { as: 'operator', body, headers });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const { detail, issues = [], ...problem } = Problem.parse(answer.json);
    expect(problem).toMatchObject({ status, code, title: expect.any(String) });
    expect([detail, ...issues.map(issue => issue.reason)].join(' ')).toMatch(reason);
    expect(answer.text).not.toMatch(/node_modules|\.ts:|\.js:/);
  });

  it('that grows when it is unpacked is as large as that', async () => {
    await using running = await runningApp();
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));

    const response = await fetch(`${running.url}${PATH}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
        authorization: `Bearer ${running.operatorKey}`,
      },
      body: new Uint8Array(bomb),
    });

    expect(response.status).toBe(413);
  });

  it.each(['/api/articles/%ff', '/api/articles/%'])('at %s is answered as a problem with its address', async path => {
    await using running = await runningApp();
    expect(await running.ask('GET', path)).toMatchObject({
      status: 400,
      json: { code: 'malformed', detail: 'the address is not valid' },
    });
  });

  it('[S] brings no prototype along', async () => {
    await using running = await runningApp();
    const body =
      '{"headline": "Moon", "__proto__": {"status": "live"}, "constructor": {"prototype": {"sample": true}}}';

    const answer = await running.ask('POST', PATH, { as: 'operator', body });

    expect(answer.status).toBe(400);
    expect((await running.ask('GET', PATH)).json).toEqual({ articles: [] });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a store that cannot', () => {
  it('take more is answered 507, and what was there is still served', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await sql`pragma max_page_count = 1`.execute(running.store.engine);
    const text = { type: 'text', text: 'x'.repeat(9_000) };
    const entry = { body: { type: 'doc', content: [{ type: 'paragraph', content: [text, text, text] }] } };
    const publish = { type: 'publish-entry', commandId: 'command-1', entry };

    const answer = await running.ask('POST', `${PATH}/${id}/commands`, { as: 'operator', body: publish });

    expect(answer).toMatchObject({ status: 507, json: { code: 'store-full', title: 'No space left' } });
    expect((await running.ask('GET', `${PATH}/${slug}`)).json).toMatchObject({ position: { seq: 1 } });
    await sql`pragma max_page_count = 100000`.execute(running.store.engine);
    const again = await running.ask('POST', `${PATH}/${id}/commands`, { as: 'operator', body: publish });
    expect(again).toMatchObject({ status: 200, json: { position: { seq: 2 } } });
    expect(running.log.filter(line => JSON.parse(line).level >= 50)).toHaveLength(1);
  });

  it('answer is answered 503, with the time to come back, by every route that needs it', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await running.store.close();
    const publish = { type: 'unpin-entry', commandId: 'command-1' };

    const answers = [
      await running.ask('GET', PATH),
      await running.ask('GET', `${PATH}/${slug}`),
      await running.ask('POST', `${PATH}/${id}/commands`, { as: 'operator', body: publish }),
    ];
    const pages = [await running.ask('GET', '/'), await running.ask('GET', `/live/${slug}`)];
    const health = [await running.ask('GET', '/readyz'), await running.ask('GET', '/healthz')];

    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, json: { code: 'store-unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('2');
    }
    expect(pages.map(({ status, text }) => [status, text.includes('Try again in a moment')])).toEqual([
      [503, true],
      [503, true],
    ]);
    expect(health.map(({ status, json }) => [status, json])).toEqual([
      [503, { status: 'not ready', reason: 'store' }],
      [200, { status: 'ok' }],
    ]);
  });
});

function nested(depth: number): string {
  return `{"headline": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
}
