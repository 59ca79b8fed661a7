import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { FRAME_ORIGINS } from '#shared/embeds.ts';
import { ROLES } from '#shared/users.ts';
import { rawUpgrade } from './test-bench/raw-upgrade.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { runningApp } from './test-bench/running-app.ts';

describe('[S] every answer', () => {
  it('tells browsers what the site may do, whatever the answer', async () => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    const paths = [
      '/',
      `/live/${slug}`,
      '/live/nowhere',
      '/nowhere',
      '/admin',
      '/admin/desk/1',
      '/api/articles',
      '/healthz',
    ];
    const answers = [
      ...(await Promise.all(paths.map(path => running.ask('GET', path)))),
      await running.ask('POST', '/api/articles', { as: 'operator', body: '{' }),
      await running.ask('GET', '/live/%ff'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404, 200, 200, 200, 200, 400, 400]);
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': `default-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';frame-src ${FRAME_ORIGINS.join(' ')};img-src 'self' data:;object-src 'none';script-src 'self';style-src 'self'`,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers.has('x-powered-by')).toBe(false);
      expect(headers.has('strict-transport-security')).toBe(false);
    }
  });

  it('keeps browsers to https where the site is served by it', async () => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example/' });
    expect((await running.ask('GET', '/')).headers.get('strict-transport-security')).toContain('max-age=');
  });

  it.each(['/', '/live/SLUG', '/live/SLUG/entry/1', '/feed.xml', '/oembed', '/sitemap.xml', '/embed/SLUG'])(
    'from %s says that it can only be read, to who would do something else',
    async path => {
      await using running = await runningApp();
      const { slug } = await running.createArticle();
      for (const method of ['POST', 'PUT', 'DELETE'] as const) {
        const { status, headers } = await running.ask(method, path.replace('SLUG', slug));
        expect([status, headers.get('allow'), headers.get('cache-control')]).toEqual([
          405,
          'GET, HEAD, OPTIONS',
          'no-store',
        ]);
      }
    },
  );

  it('is not kept by caches where it is for one person, or a no', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const answers = [
      await running.ask('GET', '/api/session', { as: 'editor' }),
      await running.ask('GET', `/api/articles/${id}/drafts`, { as: 'editor' }),
      await running.ask('GET', '/api/users', { as: 'admin' }),
      await running.ask('GET', '/admin'),
      await running.ask('GET', '/readyz'),
      await running.ask('GET', '/api/articles/nowhere'),
      await running.ask('GET', '/api/session'),
    ];
    expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(Array(7).fill('no-store'));
  });

  it('is checked again before it is shown again where it may change', async () => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    for (const path of [
      '/',
      `/live/${slug}`,
      '/api/articles',
      `/api/articles/${slug}`,
      `/api/articles/${slug}/entries?before=9`,
    ]) {
      const { headers } = await running.ask('GET', path);
      expect([path, headers.get('cache-control')]).toEqual([path, expect.stringMatching(/no-cache|max-age=0,/)]);
    }
  });
});

describe('[S] the log', () => {
  it('has a line for each request, and nothing of what was in it', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    await running.publish(id, 'the words of an entry');
    await running.ask('POST', '/api/session', { body: { email: 'ada@example.org', password: 'a wrong password' } });
    await running.ask('GET', '/admin/setup?token=a-secret-token');
    await running.ask('POST', '/api/articles', { as: 'operator', body: '{"headline": "half a headl' });

    const lines = running.log.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(lines.at(-2)).toMatchObject({ method: 'GET', path: '/admin/setup', status: 200, ms: expect.any(Number) });
    expect(lines.map(({ status }) => status)).toEqual([201, 200, 401, 200, 400]);
    expect(running.log.join()).not.toMatch(/the words|wrong password|a-secret-token|half a headl/);
    expect(running.log.join()).not.toContain(running.operatorKey);
  });
});

describe('an upgrade', () => {
  it('that is not to a socket is no reason not to answer', async () => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    using raw = await rawUpgrade(Number(new URL(running.url).port), {
      path: `/api/articles/${slug}`,
      headers: { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA' },
    });

    expect(raw.head).toMatch(/^HTTP\/1\.1 200 OK/);
    await expect.poll(() => raw.received().toString()).toContain(slug);
  });

  it('to a socket follows the article', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    using reader = readerSocket(`${running.url.replace('http', 'ws')}/live`);
    reader.follow(slug);
    await reader.next();

    const { entryId } = await running.publish(id, 'Docked');

    expect(await reader.next()).toMatchObject({ type: 'entry-published', entry: { id: entryId } });
  });
});

describe('[S] who may what', () => {
  it('is answered for every route and role', async () => {
    const answers: Record<string, Record<string, number>> = {
      'GET /api/articles': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
      'POST /api/articles': { nobody: 401, admin: 400, editor: 400, contributor: 403 },
      'GET /api/articles/SLUG': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
      'GET /api/articles/SLUG/entries?before=9': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
      'GET /api/articles/SLUG/contents': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
      'GET /api/articles/SLUG/changes?epoch=EPOCH&since=0': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
      'POST /api/articles/ID/commands': { nobody: 401, admin: 400, editor: 400, contributor: 400 },
      'GET /api/articles/ID/drafts': { nobody: 401, admin: 200, editor: 200, contributor: 200 },
      'POST /api/imports': { nobody: 401, admin: 400, editor: 400, contributor: 403 },
      'GET /api/delivery': { nobody: 401, admin: 200, editor: 200, contributor: 200 },
      'GET /api/users': { nobody: 401, admin: 200, editor: 403, contributor: 403 },
      'GET /api/session': { nobody: 200, admin: 200, editor: 200, contributor: 200 },
      'PUT /api/articles': { nobody: 404, admin: 404, editor: 404, contributor: 404 },
      'DELETE /api/articles/SLUG': { nobody: 404, admin: 404, editor: 404, contributor: 404 },
    };
    await using running = await runningApp();
    const { id, slug, position } = await running.createArticle();
    const met: typeof answers = {};
    for (const route of Object.keys(answers)) {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replace('SLUG', slug).replace('ID', id).replace('EPOCH', position.epoch);
      const request = method === 'POST' ? { body: {} } : {};
      met[route] = { nobody: (await running.ask(method, address, request)).status };
      for (const as of ROLES) met[route][as] = (await running.ask(method, address, { ...request, as })).status;
    }
    expect(met).toEqual(answers);
  });

  it('is answered for every command and role', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const { entryId } = await running.publish(id, 'Docked');
    const edit = { entryId, expectedVersion: 1 };
    const commands = [
      { type: 'set-status', status: 'live' },
      { type: 'set-summary', points: ['x'] },
      { type: 'pin-entry', entryId },
      { type: 'unpin-entry' },
      { type: 'publish-entry', entry: { body: paragraphs(['x']) } },
      { type: 'edit-entry', ...edit, entry: {}, kind: 'minor' },
      { type: 'retract-entry', ...edit },
      { type: 'edit-article', expectedVersion: 1, article: {} },
      { type: 'remove-article' },
      { type: 'save-draft', draftId: 'draft-001', entry: { body: paragraphs(['x']) } },
      { type: 'discard-draft', draftId: 'draft-001' },
    ];
    const refusedTo = async (as: 'contributor' | undefined) => {
      const refused: string[] = [];
      for (const command of commands) {
        const body = { commandId: running.desk.context.ids(), ...command };
        const { status } = await running.ask('POST', `/api/articles/${id}/commands`, {
          ...(as === undefined ? {} : { as }),
          body,
        });
        if (status === 401 || status === 403) refused.push(command.type);
      }
      return refused;
    };
    const all = commands.map(({ type }) => type);
    expect(await refusedTo(undefined)).toEqual(all);
    expect(await refusedTo('contributor')).toEqual(all.filter(type => !type.endsWith('-draft')));
  });
});

describe('[D10] the end', () => {
  it('is no longer ready, finishes what runs, and takes nothing new', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    using reader = readerSocket(`${running.url.replace('http', 'ws')}/live`);
    reader.follow(slug);
    await reader.next();
    let arrived = 0;
    running.app.server.on('request', () => {
      arrived += 1;
    });
    const publishing = Promise.all(Array.from({ length: 20 }, (_, n) => running.publish(id, `Entry ${n}`)));
    await expect.poll(() => arrived).toBe(20);

    await running.close();

    const answers = await publishing;
    expect(new Set(answers.map(({ position }) => position.seq)).size).toBe(20);
    expect((await reader.closed).code).toBe(4001);
    await expect(running.ask('GET', '/healthz')).rejects.toThrow();
  });

  it('does not wait for connections over which one request follows another', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    let published = 0;
    const publishers = [1, 2, 3].map(async () => {
      // Ends when nobody answers any more.
      for (;;) {
        await running.publish(id, 'And another.');
        published += 1;
      }
    });
    const refused = Promise.allSettled(publishers);
    await expect.poll(() => published).toBeGreaterThan(10);
    const beganAt = performance.now();

    await running.close();

    await refused;
    expect(performance.now() - beganAt).toBeLessThan(5_000);
  });

  it('does not wait for connections that are kept for later', async () => {
    await using running = await runningApp();
    await running.ask('GET', '/healthz');

    await running.close();

    expect(running.app.server.listening).toBe(false);
  });
});
