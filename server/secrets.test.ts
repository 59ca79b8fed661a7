import { describe, expect, it } from 'vitest';
import { EXPORT_TYPES, exportPath, FEED_FORMATS, feedPath } from '#shared/addresses.ts';
import type { Position } from '#shared/article.ts';
import type { Body } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { copiesOf } from '#shared/media.ts';
import type { LogManifest } from '#shared/protocol.ts';
import { eventReader } from './test-bench/event-reader.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { type RunningApp, runningApp } from './test-bench/running-app.ts';
import { testPicture } from './test-bench/test-picture.ts';
import { unzipped } from './test-bench/unzipped.ts';

const CANARY = 'a canary that nobody may find';
const WITHOUT_LIMITS = { READS_PER_SECOND: '0', READS_PER_ADDRESS: '0' };

describe('what nobody may find is on no public route', () => {
  it('[D12] a draft, not even as a trace', async () => {
    await using running = await runningApp(WITHOUT_LIMITS);
    const { id, slug } = await running.createArticle();
    await running.publish(id, 'Docked');
    const picture = await running.upload(await testPicture());
    const before = await publicAnswers(running, slug, { picture });
    const draft = { headline: CANARY, body: bodyWith(picture) };

    await running.send(id, { type: 'save-draft', draftId: 'draft-001', entry: draft });
    const saved = await running.ask('GET', `/api/articles/${id}/drafts`, { as: 'editor' });

    expect(saved.text).toContain(CANARY);
    expect(await publicAnswers(running, slug, { picture })).toEqual(before);
    expect(before.filter(({ path }) => path.startsWith('/media')).map(({ status }) => status)).toEqual([404, 404]);
    const others = await running.ask('GET', `/api/articles/${id}/drafts`, { as: 'contributor' });
    expect(others.json).toEqual({ drafts: [] });
  });

  it('[D12] a scheduled entry, before its time', async () => {
    await using running = await runningApp(WITHOUT_LIMITS);
    const { id, slug } = await running.createArticle();
    await running.publish(id, 'Docked');
    const before = await publicAnswers(running, slug);
    const draft = { draftId: 'draft-001', entry: { headline: CANARY, body: paragraphs([CANARY]) } };
    const asked: object[] = [
      { type: 'schedule-draft', ...draft, releaseAt: '2026-03-02T10:00:00Z' },
      { type: 'save-draft', ...draft },
      { type: 'schedule-draft', ...draft, releaseAt: '2026-03-03T10:00:00Z' },
      { type: 'unschedule-draft', draftId: draft.draftId },
    ];

    for (const command of asked) {
      await running.send(id, command);
      expect(await publicAnswers(running, slug)).toEqual(before);
    }

    const path = `/api/articles/${id}/drafts/${draft.draftId}`;
    expect((await running.ask('GET', path, { as: 'editor' })).text).toContain(CANARY);
    expect((await running.ask('GET', path, { as: 'contributor' })).json).toEqual({ draft: null, publishedAs: null });
    expect((await running.ask('GET', path)).status).toBe(401);
  });

  it('[D11] a withdrawn entry', async () => {
    await using running = await runningApp(WITHOUT_LIMITS);
    const { id, slug, position } = await running.createArticle();
    const picture = await running.upload(await testPicture());
    const withdrawn: (string | undefined)[] = [];
    for (let n = 1; n <= 45; n++) {
      const isWrong = n === 3 || n === 44;
      const { entryId } = await running.publish(id, isWrong ? CANARY : `Entry ${n}`);
      if (isWrong) withdrawn.push(entryId);
    }
    for (const entryId of withdrawn) {
      await running.send(id, { type: 'pin-entry', entryId });
      await running.send(id, {
        ...{ type: 'edit-entry', entryId, expectedVersion: 1, entry: { body: bodyWith(picture), keyEvent: true } },
        ...{ kind: 'correction', note: CANARY },
      });
    }
    const found = await publicAnswers(running, slug, { position, picture });
    expect(found.filter(({ text }) => text.includes(CANARY)).length).toBeGreaterThan(30);
    expect(statusesOf(found).filter(([, status]) => status !== 200)).toEqual([]);
    for (const entryId of withdrawn)
      await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 2, reason: 'It was wrong.' });

    const after = await publicAnswers(running, slug, { position, picture });

    expect(after.filter(({ text }) => text.includes(CANARY)).map(({ path }) => path)).toEqual([]);
    expect(after.filter(({ text }) => text.includes(picture.src.slice(0, -4))).map(({ path }) => path)).toEqual([]);
    expect(statusesOf(after).filter(([, status]) => status !== 200)).toEqual([
      [picture.src, 404],
      [copiesOf(picture)[0]?.src, 404],
    ]);
    expect(after.filter(({ text }) => text.includes('It was wrong.')).length).toBeGreaterThan(4);
  });
});

it('[D11] nobody who kept an answer from before a withdrawal is told that it still holds', async () => {
  await using running = await runningApp(WITHOUT_LIMITS);
  const { id, slug, position } = await running.createArticle();
  const { entryId } = await running.publish(id, CANARY);
  for (let n = 2; n <= 105; n++) await running.desk.publish(id, `Entry ${n}`);
  const kept = await publicAnswers(running, slug, { position });
  const withText = kept.filter(({ text, etag }) => etag !== null && text.includes(CANARY));
  expect(withText.length).toBeGreaterThan(2);

  await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' });

  for (const { path, etag } of withText) {
    const headers = { 'if-none-match': etag ?? '', 'cache-control': 'max-age=0' };
    const { status, text } = await running.ask('GET', path, { headers });
    expect([path, status]).toEqual([path, path.includes('/log/') ? 404 : 200]);
    expect(text).not.toContain(CANARY);
  }
});

interface PublicAnswer {
  readonly path: string;
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
}

/** Everything that anybody can get of an article, the first messages of a socket and of an event stream included. */
async function publicAnswers(
  running: RunningApp,
  slug: string,
  {
    position: { epoch, seq } = { epoch: 'epoch-of-another-log', seq: 0 },
    picture,
  }: { readonly position?: Position; readonly picture?: StoredPicture } = {},
): Promise<PublicAnswer[]> {
  const paths = [
    ...(await pathsOf(running, slug)),
    `/api/articles/${slug}/changes?epoch=${epoch}&since=${seq}`,
    ...(picture === undefined ? [] : [picture.src, ...copiesOf(picture).map(({ src }) => src)]),
  ];
  const answers = await Promise.all(paths.map(path => answerTo(running, path)));
  // Nobody gets many exports at once.
  for (const type of EXPORT_TYPES) answers.push(await answerTo(running, exportPath(slug, type)));
  for (const query of [`article=${slug}`, `article=${slug}&epoch=${epoch}&since=${seq}`]) {
    using reader = readerSocket(`${running.url.replace('http', 'ws')}/live?${query}`);
    const first = await reader.next();
    if (first.type === 'ok') await reader.changesUpTo(first.position.seq);
    answers.push({ path: query, status: 200, text: JSON.stringify(reader.received), etag: null });
  }
  for (const query of ['', `?epoch=${epoch}&since=${seq}`]) {
    const path = `/api/articles/${slug}/stream${query}`;
    using stream = await eventReader(`${running.url}${path}`);
    const { message } = await stream.next();
    if (message.type === 'ok') await stream.seqsUpTo(message.position.seq);
    answers.push({ path, status: 200, text: stream.text(), etag: null });
  }
  return answers;
}

/** The addresses of an article, and those of the site that list it. */
async function pathsOf(running: RunningApp, slug: string): Promise<readonly string[]> {
  const log = await running.ask('GET', `/api/articles/${slug}/log`);
  const { generation, position } = log.json as LogManifest;
  const page = `/live/${slug}`;
  const api = `/api/articles/${slug}`;
  return [
    '/',
    `/live/${slug}`,
    `/live/${slug}?before=21`,
    `/live/${slug}?before=6`,
    ...FEED_FORMATS.flatMap(format => [
      feedPath(format),
      feedPath(format, slug),
      `${feedPath(format, slug)}?before=21`,
    ]),
    `/live/${slug}/entry/3`,
    `/live/${slug}/entry/44`,
    '/sitemap.xml',
    '/news-sitemap.xml',
    `/live/${slug}/page/1`,
    `/live/${slug}/entry/1`,
    `/live/${slug}/entry/6`,
    `/live/${slug}/contents`,
    ...['', '&before=21'].flatMap(older => [
      `/live/${slug}?at=2026-03-01T10:00:00Z${older}`,
      `/api/articles/${slug}/as-of?at=2026-03-01T10:00:00Z${older}`,
    ]),
    '/api/articles',
    `/api/articles/${slug}/contents`,
    `/api/articles/${slug}`,
    `/api/articles/${slug}/entries?before=100`,
    `/api/articles/${slug}/entries?before=6`,
    `/api/articles/${slug}/log`,
    `/api/articles/${slug}/log/${position.epoch}/${generation}/1`,
    ...[1, 3, 44].map(number => `${api}/entries/${number}/versions`),
    ...['order=oldest', 'show=corrections', 'show=key'].flatMap(lens => [
      `${page}?${lens}`,
      `${api}/selection?${lens}`,
    ]),
    `${api}/choices`,
    `${api}/search?q=canary`,
    `/embed/${slug}`,
    ...[page, `${page}/entry/3`].flatMap(path => [
      `/oembed?url=${encodeURIComponent(running.url + path)}`,
      `${path}/social.png`,
    ]),
  ];
}

/** What a picture or the files of a bundle say is text as far as a secret in it is. */
async function answerTo({ url }: RunningApp, path: string): Promise<PublicAnswer> {
  const response = await fetch(url + path);
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = path.endsWith('.zip') ? [...unzipped(bytes).values()].join('\n') : String(bytes);
  return { path, status: response.status, text, etag: response.headers.get('etag') };
}

function statusesOf(answers: readonly PublicAnswer[]): (readonly [path: string, status: number])[] {
  return answers.map(({ path, status }) => [path, status] as const);
}

function bodyWith(picture: StoredPicture): Body {
  const image = { type: 'image' as const, attrs: { ...picture, alt: CANARY, caption: '', credit: '' } };
  return { type: 'doc', content: [...paragraphs([CANARY]).content, image] };
}
