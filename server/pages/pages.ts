import { createHash } from 'node:crypto';
import express, { type ErrorRequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import * as z from 'zod';
import { BRIEFLY, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import { parse, refusalFor } from '#server/api/problem.ts';
import { RefusalError } from '#server/refusal.ts';
import type { SharedReads, TextAt } from '#server/snapshots.ts';
import { newerPageBefore } from '#server/store/page-boundaries.ts';
import type { Store } from '#server/store/store.ts';
import { fromSnapshot } from '#shared/changes.ts';
import type { ArticlePage, ErrorPage, HomePage, PageView, Site } from '#shared/pages.ts';
import type { Assets } from './assets.ts';
import { escapeHtml, htmlDocument } from './document.ts';

interface PageContext {
  readonly store: Store;
  readonly reads: SharedReads;
  readonly assets: Assets;
  readonly site: Site;
  readonly clock: () => number;
}

/** What a page calls today changes at midnight, and all zones of today have theirs at a whole quarter of an hour. */
const QUARTER_HOUR_MS = 15 * 60 * 1_000;

const Query = z.object({ before: z.coerce.number().int().min(2).optional() });

/** The readers' pages, complete before any script runs, and the shell of the admin. */
export function pageRoutes(context: PageContext): Router {
  const { store, reads, assets, site } = context;
  const router = express.Router();
  router.get('/', async (_request, response) => {
    const html = await pageHtml(context, { page: 'home', articles: await store.listArticles() });
    response.set('Cache-Control', BRIEFLY).vary('Accept-Encoding').type('html').send(html);
  });
  router.get('/live/:slug', async (request, response) => {
    const { before } = parse(Query, request.query);
    const version = versionOf(context);
    const { articleId, position } = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
    const page = existing(
      await reads.text(articleId, `page ${before} ${version}`, () => articleHtml(context, articleId, before ?? null)),
    );
    response.set('ETag', tagOf(page.position, version)).type('html').send(page.text);
  });
  router.get('/admin{/*path}', async (_request, response) => {
    const head = `<meta name="robots" content="noindex">${await assets.tags('admin')}`;
    response.set('Cache-Control', 'no-store').type('html');
    response.send(htmlDocument({ lang: 'en', dir: 'ltr', title: `${site.name} admin`, head, root: '' }));
  });
  return router;
}

/** Errors of a page as a page. */
export function pageErrorHandler(context: PageContext, log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, reason } = refusalFor(error);
    if (status >= 500)
      log.error({ err: error, path: request.path, requestId: response.locals.requestId }, 'page failed');
    const title = status === 404 ? 'Not found' : status >= 500 ? 'Something went wrong' : 'Not possible';
    const detail = status >= 500 ? 'The server failed. Try again in a moment.' : reason;
    pageHtml(context, { page: 'error', status, title, detail })
      .then(html => {
        response.removeHeader('ETag');
        response.status(status).set('Cache-Control', 'no-store').type('html').send(html);
      })
      .catch(next);
  };
}

/** What decides about the text of a page besides the article: the look of the site, and the day. */
function versionOf({ assets, site, clock }: PageContext): string {
  const quarter = Math.floor(clock() / QUARTER_HOUR_MS);
  return createHash('sha256')
    .update(JSON.stringify([assets.look(), site, quarter]))
    .digest('base64url');
}

function existing<Found>(found: Found | null): Found {
  if (found === null)
    throw new RefusalError({ status: 404, code: 'not-found', reason: 'There is no coverage at this address.' });
  return found;
}

/** The page of an article at the position of the snapshot it is made from. */
async function articleHtml(context: PageContext, articleId: string, before: number | null): Promise<TextAt | null> {
  const page = await articlePage(context, articleId, before);
  return page === null ? null : { position: page.state.position, text: await pageHtml(context, page) };
}

async function articlePage(
  { store, clock }: PageContext,
  articleId: string,
  before: number | null,
): Promise<ArticlePage | null> {
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const lastNumber = snapshot.entries[0]?.number ?? 0;
  const now = clock();
  if (before === null || before > lastNumber)
    return { page: 'article', state: fromSnapshot(snapshot), before: null, newerBefore: null, now };
  const older = await store.olderEntries(articleId, before);
  if (older === null) return null;
  const here = new Set(older.entries.map(({ id }) => id));
  const pinned = snapshot.entries.filter(({ id }) => id === snapshot.article.pinnedEntryId && !here.has(id));
  const entries = [...pinned, ...older.entries];
  const state = fromSnapshot({ ...snapshot, entries, older: older.older });
  return { page: 'article', state, before, newerBefore: newerPageBefore(before, lastNumber), now };
}

async function pageHtml({ assets, site }: PageContext, page: HomePage | ArticlePage | ErrorPage): Promise<string> {
  const view: PageView = { ...page, site };
  const { renderPage, headOf } = await assets.reader();
  const { title, description, lang, dir } = headOf(view);
  const head = `<meta name="description" content="${escapeHtml(description)}">${await assets.tags('reader')}`;
  return htmlDocument({ lang, dir, title, head, root: renderPage(view), data: { id: 'view', value: view } });
}
