import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { BRIEFLY, hashOf, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import { parse } from '#server/api/problem.ts';
import type { Assets } from '#server/pages/assets.ts';
import { FEED_TYPES } from '#server/pages/head-tags.ts';
import { siteUrl } from '#server/pages/site-url.ts';
import { RefusalError } from '#server/refusal.ts';
import type { SiteReads } from '#server/site-reads.ts';
import type { SharedReads } from '#server/snapshots.ts';
import type { Store } from '#server/store/store.ts';
import { FEED_FORMATS, type FeedFormat, feedPath } from '#shared/addresses.ts';
import type { Site } from '#shared/pages.ts';
import { articleFeed } from './article-feed.ts';
import { atomFeed } from './atom.ts';
import type { Feed } from './feed.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss.ts';
import { siteFeed } from './site-feed.ts';
import { newsSitemap, robotsText, sitemap, sitemapCount, sitemapPart } from './sitemaps.ts';

interface FeedRouteContext {
  readonly store: Store;
  readonly reads: SharedReads;
  readonly siteReads: SiteReads;
  readonly assets: Assets;
  readonly site: Site;
  /** Null: as the request says. */
  readonly publicUrl: string | null;
  readonly hub: string | null;
  readonly clock: () => number;
}

const MINUTE_MS = 60_000;
const Query = z.object({ before: z.coerce.number().int().min(2).optional() });
const Part = z.object({ part: z.coerce.number().int().min(1) });
const WRITERS: Readonly<Record<FeedFormat, (feed: Feed) => string>> = { rss: rssFeed, atom: atomFeed, json: jsonFeed };

/** What programs read of the site: feeds, sitemaps, and what robots may do. */
export function feedRoutes(context: FeedRouteContext): Router {
  const router = express.Router();
  for (const format of FEED_FORMATS) {
    router.get(feedPath(format, ':slug'), (request, response) => sendArticleFeed(context, format, request, response));
  }
  siteRoutes(router, context);
  return router;
}

async function sendArticleFeed(
  { store, reads, assets, site, hub, publicUrl }: FeedRouteContext,
  format: FeedFormat,
  request: Request,
  response: Response,
): Promise<void> {
  const { before = null } = parse(Query, request.query);
  const slug = String(request.params.slug);
  const { articleId, position, lastNumber } = existing(await reads.head(slug));
  if (before !== null && before > lastNumber)
    return void response.set('Cache-Control', BRIEFLY).redirect(302, feedPath(format, slug));
  const at = siteUrl(request, publicUrl);
  const version = hashOf([format, assets.look(), at, site]);
  const feedUrl = (page: number | null) => `${at}${feedPath(format, slug)}${page === null ? '' : `?before=${page}`}`;
  openToAll(response, feedUrl(before), hub);
  if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
  const make = async () => {
    const renderer = await assets.reader();
    const found = await articleFeed({ store, renderer, site, siteUrl: at, hub, feedUrl }, articleId, before);
    return found === null ? null : { position: found.position, text: WRITERS[format](found.feed) };
  };
  const asker = before === null ? undefined : ({ request, kind: 'page', position } as const);
  const made = await reads.text(articleId, `feed ${before} ${version}`, make, asker);
  const { position: shown, text } = existing(made);
  response.set('ETag', tagOf(shown, version)).type(FEED_TYPES[format]).send(text);
}

function siteRoutes(router: Router, context: FeedRouteContext): void {
  const { store, siteReads, assets, site, publicUrl, hub, clock } = context;
  const send = (response: Response, type: string, text: string) =>
    response.set('Cache-Control', BRIEFLY).vary('Accept-Encoding').type(type).send(text);

  for (const format of FEED_FORMATS)
    router.get(feedPath(format), async (request, response) => {
      const at = siteUrl(request, publicUrl);
      const feedUrl = `${at}${feedPath(format)}`;
      const emptyAt = new Date(clock()).toISOString();
      openToAll(response, feedUrl, hub);
      const text = await siteReads.text(`feed ${hashOf([format, assets.look(), site, at])}`, async () => {
        const about = { renderer: await assets.reader(), site, siteUrl: at, hub, feedUrl, emptyAt };
        return WRITERS[format](siteFeed(await store.listByChange(), about));
      });
      send(response, FEED_TYPES[format], text);
    });
  router.get('/sitemap.xml', async (request, response) => {
    const at = siteUrl(request, publicUrl);
    const text = await siteReads.text(`sitemap ${at}`, async () => sitemap(await store.listByChange(), at));
    send(response, 'xml', text);
  });
  router.get('/sitemap-:part.xml', async (request, response) => {
    const { part } = parse(Part, request.params);
    const at = siteUrl(request, publicUrl);
    const count = async () => String(sitemapCount(await store.listByChange()));
    existing(part <= Number(await siteReads.text('sitemaps', count)) ? part : null);
    const text = await siteReads.text(`sitemap ${part} ${at}`, async () =>
      existing(sitemapPart(await store.listByChange(), part, at)),
    );
    send(response, 'xml', text);
  });
  router.get('/news-sitemap.xml', async (request, response) => {
    const at = siteUrl(request, publicUrl);
    const minute = Math.floor(clock() / MINUTE_MS);
    const text = await siteReads.text(`news ${minute} ${at}`, async () =>
      newsSitemap(await store.listByChange(), { site, siteUrl: at, now: clock() }),
    );
    send(response, 'xml', text);
  });
  router.get('/robots.txt', (request, response) => {
    send(response, 'text', robotsText(siteUrl(request, publicUrl)));
  });
}

/** Programs on other sites' pages may read it; and it says where its changes are announced (WebSub). */
function openToAll(response: Response, feedUrl: string, hub: string | null): void {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  if (hub !== null) response.set('Link', `<${hub}>; rel="hub", <${feedUrl}>; rel="self"`);
}

function existing<Found>(found: Found | null): Found {
  if (found === null)
    throw new RefusalError({ status: 404, code: 'not-found', reason: 'There is nothing at this address.' });
  return found;
}
