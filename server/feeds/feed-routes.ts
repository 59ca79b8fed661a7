import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { BRIEFLY, hashOf, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import { parse } from '#server/api/problem.ts';
import { FreshFlights } from '#server/fresh-flights.ts';
import type { Assets } from '#server/pages/assets.ts';
import { FEED_TYPES } from '#server/pages/head-tags.ts';
import { siteUrl } from '#server/pages/site-url.ts';
import { RefusalError } from '#server/refusal.ts';
import type { SharedReads } from '#server/snapshots.ts';
import type { ArticleChanged, Store } from '#server/store/store.ts';
import { FEED_FORMATS, type FeedFormat, feedPath } from '#shared/addresses.ts';
import type { Site } from '#shared/pages.ts';
import { articleFeed } from './article-feed.ts';
import { atomFeed } from './atom.ts';
import type { Feed } from './feed.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss.ts';
import { siteFeed } from './site-feed.ts';
import { newsSitemap, robotsText, sitemap, sitemapPart } from './sitemaps.ts';

interface FeedRouteContext {
  readonly store: Store;
  readonly reads: SharedReads;
  readonly assets: Assets;
  readonly site: Site;
  /** Null: as the request says. */
  readonly publicUrl: string | null;
  readonly hub: string | null;
  readonly clock: () => number;
}

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
  const { articleId, position } = existing(await reads.head(slug));
  const at = siteUrl(request, publicUrl);
  const version = hashOf([format, assets.look(), at, site]);
  const feedUrl = (page: number | null) => `${at}${feedPath(format, slug)}${page === null ? '' : `?before=${page}`}`;
  openToAll(response, feedUrl(before), hub);
  if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
  const made = await reads.text(articleId, `feed ${before} ${version}`, async () => {
    const renderer = await assets.reader();
    const found = await articleFeed({ store, renderer, site, siteUrl: at, hub, feedUrl }, articleId, before);
    return found === null ? null : { position: found.position, text: WRITERS[format](found.feed) };
  });
  const { position: shown, text } = existing(made);
  response.set('ETag', tagOf(shown, version)).type(FEED_TYPES[format]).send(text);
}

function siteRoutes(router: Router, context: FeedRouteContext): void {
  const { store, assets, site, publicUrl, hub, clock } = context;
  const listed = new FreshFlights<ArticleChanged[]>();
  const articles = () => listed.load('articles', () => store.listByChange());
  const send = (response: Response, type: string, text: string) =>
    response.set('Cache-Control', BRIEFLY).vary('Accept-Encoding').type(type).send(text);

  for (const format of FEED_FORMATS)
    router.get(feedPath(format), async (request, response) => {
      const at = siteUrl(request, publicUrl);
      const feedUrl = `${at}${feedPath(format)}`;
      const emptyAt = new Date(clock()).toISOString();
      const about = { renderer: await assets.reader(), site, siteUrl: at, hub, feedUrl, emptyAt };
      openToAll(response, feedUrl, hub);
      send(response, FEED_TYPES[format], WRITERS[format](siteFeed(await articles(), about)));
    });
  router.get('/sitemap.xml', async (request, response) => {
    send(response, 'xml', sitemap(await articles(), siteUrl(request, publicUrl)));
  });
  router.get('/sitemap-:part.xml', async (request, response) => {
    const { part } = parse(Part, request.params);
    send(response, 'xml', existing(sitemapPart(await articles(), part, siteUrl(request, publicUrl))));
  });
  router.get('/news-sitemap.xml', async (request, response) => {
    const about = { site, siteUrl: siteUrl(request, publicUrl), now: clock() };
    send(response, 'xml', newsSitemap(await articles(), about));
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
