import { once } from 'node:events';
import { unzipped } from '#server/test-bench/unzipped.ts';
import { FEED_FORMATS, feedPath } from '#shared/addresses.ts';
import type { Position } from '#shared/article.ts';
import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { copiesOf } from '#shared/media.ts';
import type { LogManifest, LogPage } from '#shared/protocol.ts';
import type { ArticleHandle } from './api.ts';

/** All that anybody may fetch of an article, from the site's addresses, from the socket and from the event stream: what each of them answers. */
export async function everythingPublic(
  url: string,
  { slug }: ArticleHandle,
  start: Position,
  pictures: readonly StoredPicture[] = [],
): Promise<Map<string, string>> {
  const since = { epoch: start.epoch, seq: 0 };
  const log = await fetch(`${url}/api/articles/${slug}/log`);
  const { generation } = (await log.json()) as LogManifest;
  const page = await fetch(`${url}/api/articles/${slug}/log/${since.epoch}/${generation}/1`);
  const { changes } = (await page.json()) as LogPage;
  const lastAt = changes.at(-1)?.at ?? 0;
  const at = new Date(lastAt).toISOString();
  // Pages of the past are for whole seconds, and this one may not be over.
  const second = new Date(lastAt - (lastAt % 1_000)).toISOString();
  const paths = [
    '/',
    `/live/${slug}`,
    `/live/${slug}?before=2`,
    `/live/${slug}?before=21`,
    `/embed/${slug}`,
    ...FEED_FORMATS.flatMap(format => [feedPath(format), feedPath(format, slug)]),
    '/sitemap.xml',
    '/news-sitemap.xml',
    `/live/${slug}/page/1`,
    `/live/${slug}/entry/1`,
    `/live/${slug}/contents`,
    `/live/${slug}?at=${second}`,
    `/api/articles/${slug}/as-of?at=${at}`,
    `/live/${slug}/calendar.ics`,
    `/live/${slug}/export.json`,
    `/live/${slug}/export.md`,
    `/live/${slug}/export.zip`,
    `/live/${slug}/social.png`,
    `/live/${slug}/entry/1/social.png`,
    `/oembed?url=${encodeURIComponent(`${url}/live/${slug}`)}`,
    `/oembed?url=${encodeURIComponent(`${url}/live/${slug}/entry/1`)}`,
    '/api/articles',
    `/api/articles/${slug}/contents`,
    `/api/articles/${slug}`,
    `/api/articles/${slug}/entries?before=1000000`,
    `/api/articles/${slug}/entries/1/versions`,
    `/api/articles/${slug}/entries/2/versions`,
    `/api/articles/${slug}/changes?epoch=${since.epoch}&since=0`,
    `/live/${slug}?order=oldest`,
    `/live/${slug}?show=corrections`,
    `/api/articles/${slug}/selection?order=oldest`,
    `/api/articles/${slug}/selection?show=corrections`,
    `/api/articles/${slug}/choices`,
    `/api/articles/${slug}/search?q=the`,
    `/api/articles/${slug}/log`,
    `/api/articles/${slug}/log/${since.epoch}/${generation}/1`,
    '/healthz',
    '/readyz',
    ...pictures.flatMap(picture => [picture, ...copiesOf(picture)].map(({ src }) => src)),
  ];
  return new Map([
    ...(await Promise.all(paths.map(async path => [path, await answerOf(url + path)] as const))),
    ['socket, from nothing', await heardOnSocket(url, slug, null)],
    ['socket, from the start', await heardOnSocket(url, slug, since)],
    ['event stream, from nothing', await heardOnStream(`${url}/api/articles/${slug}/stream`)],
    [
      'event stream, from the start',
      await heardOnStream(`${url}/api/articles/${slug}/stream?epoch=${since.epoch}&since=0`),
    ],
  ]);
}

/** The server's clock is in pages and messages, and nobody's secret. */
const NOW = /"now":\d+|"exportedAt":"[^"]+"|Copied [^<]+/g;

/** With the ETag, which may tell of what the answer hides; pages have one that the clock is in. */
async function answerOf(address: string): Promise<string> {
  const response = await fetch(address);
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  const etag = isPage ? '' : response.headers.get('etag');
  return `${response.status} ${etag}\n${await textOf(response)}`.replace(NOW, '');
}

/** Of a bundle what its files say; a picture says nothing. */
async function textOf(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await response.arrayBuffer());
  if (type.startsWith('image/')) return '';
  return type === 'application/zip' ? [...unzipped(bytes).values()].join('\n') : String(bytes);
}

/** What a socket says until it has caught up. */
async function heardOnSocket(url: string, article: string, since: Position | null): Promise<string> {
  const socket = new WebSocket(new URL(SOCKET_PATH, url.replace('http', 'ws')), SUBPROTOCOL);
  const heard: string[] = [];
  let head: number | null = null;
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'follow', article, since }));
  await new Promise<void>((resolve, reject) => {
    socket.onclose = () => reject(new Error('The socket closed before it had caught up.'));
    socket.onmessage = ({ data }) => {
      heard.push(String(data));
      const message = JSON.parse(String(data));
      head ??= message.position?.seq ?? null;
      if (message.type === 'reset' || message.seq === head) resolve();
    };
  });
  socket.close();
  return heard.join('\n').replace(NOW, '');
}

/** What an event stream says until it has caught up. */
async function heardOnStream(address: string): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(address, { signal: stop.signal });
  let heard = '';
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    heard += piece;
    const messages = [...heard.matchAll(/^data: (.*)\n\n/gm)].map(([, data = '']) => JSON.parse(data));
    const [first] = messages;
    if (first?.type === 'reset' || (first && [0, messages.at(-1).seq].includes(first.position.seq))) break;
  }
  stop.abort();
  return heard.replace(NOW, '');
}
