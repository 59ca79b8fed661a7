import express, { type ErrorRequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import { BRIEFLY } from '#server/api/cacheable.ts';
import { refusalFor, setRetryAfter } from '#server/api/problem.ts';
import { RefusalError } from '#server/refusal.ts';
import { note } from '#server/request-log.ts';
import type { ArticleListing } from '#shared/pages.ts';
import { articleRoutes } from './article-routes.ts';
import { htmlDocument } from './document.ts';
import { NOT_INDEXED, SITE_TAGS } from './head-tags.ts';
import { type PageContext, pageHtml, versionOf } from './page-html.ts';
import { siteUrl } from './site-url.ts';

/** When coverage starts is said in minutes. */
const MINUTE_MS = 60_000;

/** The readers' pages, complete before any script runs, and the shell of the admin. */
export function pageRoutes(context: PageContext): Router {
  const { store, siteReads, assets, site, publicUrl, clock } = context;
  const router = express.Router();
  router.get('/', async (request, response) => {
    const at = siteUrl(request, publicUrl);
    const html = await siteReads.text(`home ${versionOf(context, at)} ${Math.floor(clock() / MINUTE_MS)}`, async () => {
      const home = { page: 'home', articles: (await store.listArticles()).map(asOf(clock())) } as const;
      return pageHtml(context, home, { siteUrl: at, changedAt: null });
    });
    response.set('Cache-Control', BRIEFLY).vary('Accept-Encoding').type('html').send(html);
  });
  // Laid aside by the service worker for when there is no network.
  router.get('/offline', async (request, response) => {
    const page = { page: 'error', status: 200, problem: 'offline', detail: null } as const;
    const html = await pageHtml(context, page, { siteUrl: siteUrl(request, publicUrl), changedAt: null });
    response.set('Cache-Control', BRIEFLY).vary('Accept-Encoding').type('html').send(html);
  });
  router.use(articleRoutes(context));
  router.get('/admin{/*path}', async (_request, response) => {
    const head = `${NOT_INDEXED}${SITE_TAGS.join('')}${await assets.tags('admin')}`;
    response.set('Cache-Control', 'no-store').type('html');
    response.send(htmlDocument({ lang: 'en', dir: 'ltr', title: `${site.name} admin`, head, root: '' }));
  });
  return router;
}

/** A time that has come is not announced any more. */
function asOf(now: number) {
  return (listed: ArticleListing): ArticleListing =>
    listed.startsAt !== null && Date.parse(listed.startsAt) <= now ? { ...listed, startsAt: null } : listed;
}

/** Errors of a page as a page. */
export function pageErrorHandler(context: PageContext, log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = refusalFor(error);
    const { status, code, reason } = refusal;
    // What was refused on purpose is no failure.
    const isFailure = status >= 500 && !(error instanceof RefusalError);
    note(response, { code });
    if (isFailure) log.error({ err: error, path: request.path, requestId: response.locals.requestId }, 'page failed');
    const problem = status === 404 ? 'notFound' : isFailure ? 'failed' : 'refused';
    const page = { page: 'error', status, problem, detail: problem === 'refused' ? reason : null } as const;
    pageHtml(context, page, { siteUrl: siteUrl(request, context.publicUrl), changedAt: null })
      .then(html => {
        response.removeHeader('ETag');
        setRetryAfter(response, refusal);
        response.status(status).set('Cache-Control', 'no-store').type('html').send(html);
      })
      .catch(next);
  };
}
