import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { copiesOf } from '#shared/media.ts';

describe('a picture', () => {
  it('[S] is served under the name of what it holds, as a picture and nothing else', async () => {
    await using running = await runningApp();
    const uploaded = await upload(running, await testPicture({ width: 600, height: 400 }));
    const picture = (await uploaded.json()) as StoredPicture;
    await publishWith(running, picture);

    const served = await fetch(`${running.url}${picture.src}`);

    expect(uploaded.status).toBe(201);
    expect(picture).toEqual({ src: expect.stringMatching(/^\/media\/[a-f0-9]{40}\.jpg$/), width: 600, height: 400 });
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=86400, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
    for (const { src } of copiesOf(picture)) {
      const copy = await fetch(`${running.url}${src}`);
      expect([copy.status, copy.headers.get('content-type')], src).toEqual([200, 'image/webp']);
    }
  });

  it('that is uploaded twice is one', async () => {
    await using running = await runningApp();
    const bytes = await testPicture();

    const [first, second] = await Promise.all([upload(running, bytes), upload(running, bytes)]);

    expect(await second.json()).toEqual(await first.json());
  });

  it('that is known already is not sent again', async () => {
    await using running = await runningApp();
    const picture = await running.upload(await testPicture());
    const { src } = picture;
    await publishWith(running, picture);
    const { headers } = await fetch(`${running.url}${src}`);

    const again = await running.ask('GET', src, {
      headers: { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });

    expect(again.status).toBe(304);
  });

  it.each(['/media/0123456789abcdef.jpg', '/media/..%2f..%2fpressbox.sqlite', '/media/x.jpg', '/media/a.svg'])(
    '%s is not there',
    async path => {
      await using running = await runningApp();

      expect((await running.ask('GET', path)).status).toBe(404);
    },
  );

  it('[S] is taken from people of the newsroom only', async () => {
    await using running = await runningApp();
    const body = new Uint8Array(await testPicture());
    const headers = { 'content-type': 'application/octet-stream' };

    const stranger = await fetch(`${running.url}/api/media`, { method: 'POST', headers, body });
    const elsewhere = await upload(running, await testPicture(), { 'sec-fetch-site': 'cross-site' });

    expect([stranger.status, elsewhere.status]).toEqual([401, 403]);
  });

  it('[S] is refused where it is none, or too large', async () => {
    await using running = await runningApp();

    const page = await upload(running, Buffer.from('<!doctype html><script>alert(1)</script>'));
    const huge = await upload(running, Buffer.alloc(10 * 1024 * 1024 + 1));

    expect([page.status, await page.json()]).toMatchObject([415, { code: 'not-a-picture' }]);
    expect([huge.status, await huge.json()]).toMatchObject([413, { code: 'too-large' }]);
  });

  it('is published once it is described, or said to be decoration', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const picture = (await (await upload(running, await testPicture())).json()) as StoredPicture;
    const publish = (more: object) => {
      const attrs = { ...picture, alt: '', caption: '', credit: '', ...more };
      const body = { type: 'doc', content: [{ type: 'image', attrs }] };
      const command = { type: 'publish-entry', commandId: crypto.randomUUID(), entry: { body } };
      return running.ask('POST', `/api/articles/${id}/commands`, { as: 'operator', body: command });
    };

    const [silent, described, decorative] = [
      await publish({}),
      await publish({ alt: 'A red field' }),
      await publish({ decorative: true }),
    ];

    expect([silent.status, silent.json]).toMatchObject([422, { code: 'picture-not-described', field: 'entry.body' }]);
    expect([described.status, decorative.status]).toEqual([200, 200]);
  });

  it('[D11] of a withdrawn entry is not served any more, nor is any copy of it', async () => {
    await using running = await runningApp();
    const picture = await running.upload(await testPicture({ width: 600 }));
    const { id, entryId } = await publishWith(running, picture);
    for (const { src } of [picture, ...copiesOf(picture)])
      expect((await running.ask('GET', src)).status, src).toBe(200);

    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1 });

    for (const { src } of [picture, ...copiesOf(picture)])
      expect((await running.ask('GET', src)).status, src).toBe(404);
  });

  it('[D11] of a withdrawn entry is nobody’s but the newsroom’s where a draft shows it, and gone with the draft', async () => {
    await using running = await runningApp();
    const picture = await running.upload(await testPicture());
    const { id, entryId } = await publishWith(running, picture);
    const draft = { draftId: 'draft-001', entry: { body: bodyWith(picture) }, entryId, entryVersion: 1 };
    await running.send(id, { type: 'save-draft', ...draft });
    const statuses = async () => [
      (await running.ask('GET', picture.src)).status,
      (await running.ask('GET', picture.src, { as: 'operator' })).status,
    ];

    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1 });
    const withdrawn = await statuses();
    await running.send(id, { type: 'discard-draft', draftId: 'draft-001' });

    expect([withdrawn, await statuses()]).toEqual([
      [404, 200],
      [404, 404],
    ]);
  });

  it('[D12] that is not public is shown to the newsroom only; nobody else can find out that it is there', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const picture = await running.upload(await testPicture({ width: 600 }));
    await running.send(id, { type: 'save-draft', draftId: 'draft-001', entry: { body: bodyWith(picture) } });
    const headers = { 'if-none-match': `"${picture.src.slice('/media/'.length)}"`, 'cache-control': 'max-age=0' };
    const asked = async (src: string) => {
      const { status, text } = await running.ask('GET', src, { headers });
      return { status, text };
    };
    const unknown = await asked('/media/0123456789abcdef.jpg');

    const strangers = await Promise.all([picture, ...copiesOf(picture)].map(({ src }) => asked(src)));
    const writer = await running.ask('GET', picture.src, { as: 'contributor' });

    for (const answer of strangers) expect(answer).toEqual(unknown);
    expect(unknown.status).toBe(404);
    expect(writer.status).toBe(200);
    expect(writer.headers.get('cache-control')).toBe('private, no-cache');
    expect(writer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('[D11] that was withdrawn while somebody wrote with it is named when they publish, and their text is kept', async () => {
    await using running = await runningApp();
    const bytes = await testPicture();
    const picture = await running.upload(bytes);
    const { id, entryId } = await publishWith(running, picture);
    const again = await running.upload(bytes);
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1 });
    const draft = { draftId: 'draft-001', entry: { body: bodyWith(again) } };
    await running.send(id, { type: 'save-draft', ...draft });

    const publish = () =>
      running.ask('POST', `/api/articles/${id}/commands`, {
        ...{ as: 'operator', body: { type: 'publish-entry', commandId: crypto.randomUUID(), ...draft } },
      });
    const refused = await publish();
    const { json } = await running.ask('GET', `/api/articles/${id}/drafts/draft-001`, { as: 'operator' });
    await running.upload(bytes);
    const published = await publish();

    expect([refused.status, refused.json]).toMatchObject([
      422,
      { code: 'picture-gone', field: 'entry.body', detail: expect.stringContaining('"A red field" is not there') },
    ]);
    expect(json).toMatchObject({ draft: { entry: { body: bodyWith(again) } } });
    expect(published.status).toBe(200);
    expect((await running.ask('GET', picture.src)).status).toBe(200);
  });

  it('keeps nobody waiting while it is drawn', async () => {
    await using running = await runningApp();
    const bytes = await testPicture({ width: 2_500, height: 2_000, type: 'png' });
    let isDrawn = false;
    const drawing = upload(running, bytes).finally(() => {
      isDrawn = true;
    });

    let answered = 0;
    while (!isDrawn) {
      await running.ask('GET', '/healthz');
      answered += 1;
    }

    expect((await drawing).status).toBe(201);
    expect(answered).toBeGreaterThan(10);
  });
});

async function publishWith(running: RunningApp, picture: StoredPicture) {
  const { id } = await running.createArticle();
  const { entryId } = await running.send(id, { type: 'publish-entry', entry: { body: bodyWith(picture) } });
  return { id, entryId };
}

function bodyWith(picture: StoredPicture) {
  const attrs = { ...picture, alt: 'A red field', caption: '', credit: '' };
  return { type: 'doc', content: [{ type: 'image', attrs }] };
}

function upload(
  { url, operatorKey }: RunningApp,
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/api/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/octet-stream', ...headers },
    body: new Uint8Array(bytes),
  });
}
