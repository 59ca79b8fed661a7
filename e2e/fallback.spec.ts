import type { Newsroom } from './newsroom/newsroom.ts';
import type { Strictness, StrictProxy } from './newsroom/strict-proxy.ts';
import { expect, test } from './newsroom.ts';

/** From the moment in which the page is loaded (D13). */
const FIRST_CHANGE_WITHIN_MS = 8_000;
/** What browsers write when a socket is refused. */
const SOCKET_FAILED = /WebSocket connection to .* failed/;

const BLOCKED: readonly (readonly [string, 'events' | 'polling', Strictness])[] = [
  ['are refused as forbidden', 'events', { upgrades: { status: 403 }, streams: 'pass' }],
  ['are refused as nonsense', 'events', { upgrades: { status: 400 }, streams: 'pass' }],
  ['are swallowed', 'events', { upgrades: 'swallow', streams: 'pass' }],
  ['are refused and streams collected', 'polling', { upgrades: { status: 403 }, streams: 'collect' }],
  ['are swallowed and streams collected', 'polling', { upgrades: 'swallow', streams: 'collect' }],
];

/** A reader behind a proxy, on a page that is just loaded. */
async function visit(newsroom: Newsroom, proxy: StrictProxy, article: { readonly slug: string }) {
  const reader = await newsroom.reader({ baseURL: proxy.url });
  await reader.visits(`/live/${article.slug}`);
  const loadedAt = Date.now();
  return { reader, leftMs: () => FIRST_CHANGE_WITHIN_MS - (Date.now() - loadedAt) };
}

for (const [how, transport, strictness] of BLOCKED)
  test(`[D13] where sockets ${how}, a reader has the first change within eight seconds, and sockets again when they work`, async ({
    newsroom,
  }) => {
    const proxy = await newsroom.proxy(strictness);
    if (strictness.upgrades !== 'swallow') newsroom.expectComplaint(SOCKET_FAILED);
    const article = await newsroom.article({ entries: 2 });

    const { reader, leftMs } = await visit(newsroom, proxy, article);
    await newsroom.publish(article, 'The first word that comes through.');
    await expect(reader.entry(3)).toContainText('The first word that comes through.', { timeout: leftMs() });
    await reader.isLive();
    expect({ transport: proxy.polls > 0 ? 'polling' : 'events', sockets: reader.messages }).toEqual({
      transport,
      sockets: [],
    });
    const first = await newsroom.publish(article, 'The second word.');
    await newsroom.api.edit(article, { entryId: first, version: 1 }, 'The second word, and the third.');
    await reader.sees('The second word, and the third.');

    proxy.letThrough();
    await newsroom.publish(article, 'While nobody is looking at the door.');
    await reader.page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => reader.messages).toContain('ok');
    await newsroom.publish(article, 'By socket.');
    await reader.seesEntries([6, 5, 4, 3, 2, 1]);
    expect(reader.messages.findLast(type => type !== 'heartbeat')).toBe('entry-published');
    expect(proxy.streams).toBe(0);
    await reader.isLive();
    await reader.doesNotSee(/^Connection lost/);
    reader.hasNotReloaded();
  });

test('[D13] a fallback is left without anybody saying so, and nothing is missed or shown twice', async ({
  newsroom,
}) => {
  const proxy = await newsroom.proxy({ upgrades: { status: 403 }, streams: 'pass' });
  newsroom.expectComplaint(SOCKET_FAILED);
  const article = await newsroom.article({ entries: 1 });
  const { reader } = await visit(newsroom, proxy, article);
  await expect.poll(() => proxy.streams).toBe(1);

  proxy.letThrough();
  let last = 1;
  while (!reader.messages.includes('ok')) {
    await newsroom.publish(article, `Update ${last}`);
    last += 1;
    await expect(reader.entry(last)).toBeVisible();
  }

  await expect.poll(() => proxy.streams).toBe(0);
  await newsroom.publish(article, 'By socket.');
  await expect(reader.entry(last + 1)).toContainText('By socket.');
  await reader.isLive();
  reader.hasNotReloaded();
});

test('[D13] a reader who leaves the page leaves no stream behind', async ({ newsroom }) => {
  const proxy = await newsroom.proxy({ upgrades: { status: 403 }, streams: 'pass' });
  newsroom.expectComplaint(SOCKET_FAILED);
  const article = await newsroom.article({ entries: 1 });
  const { reader } = await visit(newsroom, proxy, article);
  await expect.poll(() => proxy.streams).toBe(1);

  await reader.visits('/');
  await expect.poll(() => proxy.streams).toBe(0);
  await reader.page.goBack();
  await newsroom.publish(article, 'After coming back.');

  await reader.sees('After coming back.');
});

test('[D13] where the code of the fallbacks cannot be loaded, sockets are tried on', async ({ newsroom }) => {
  const proxy = await newsroom.proxy({ upgrades: { status: 403 }, streams: 'pass' });
  newsroom.expectComplaint(SOCKET_FAILED);
  newsroom.expectComplaint(/net::ERR_FAILED/);
  const article = await newsroom.article({ entries: 1 });
  // A worker of the page asks for files itself, past what is routed here.
  const reader = await newsroom.reader({ baseURL: proxy.url, serviceWorkers: 'block' });
  await reader.page.route(/fallbacks/, route => route.abort());
  await reader.visits(`/live/${article.slug}`);
  await reader.isCutOff();

  proxy.letThrough();

  await reader.isLive();
  await expect.poll(() => reader.messages).toEqual(['ok']);
});
