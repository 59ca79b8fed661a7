import express, { type ErrorRequestHandler, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import * as z from 'zod';
import { parse, refusalFor } from '#server/api/problem.ts';
import { RefusalError } from '#server/refusal.ts';
import { newerPageBefore } from '#server/store/page-boundaries.ts';
import type { Store, StoredArticle } from '#server/store/store.ts';
import { fromSnapshot } from '#shared/changes.ts';
import type { ArticlePage, ErrorPage, HomePage, PageView, Site } from '#shared/pages.ts';
import type { Assets } from './assets.ts';
import { escapeHtml, htmlDocument } from './document.ts';

interface PageContext {
  readonly store: Store;
  readonly assets: Assets;
  readonly site: Site;
  readonly clock: () => number;
}

const Query = z.object({ before: z.coerce.number().int().min(2).optional() });

/** The readers' pages, complete before any script runs, and the shell of the admin. */
export function pageRoutes(context: PageContext): Router {
  const { store, assets, site, clock } = context;
  const router = express.Router();
  router.get('/', async (_request, response) => {
    await sendPage(context, response, { page: 'home', articles: await store.listArticles() });
  });
  router.get('/live/:slug', async (request, response) => {
    const { before } = parse(Query, request.query);
    const stored = await store.articleBySlug(request.params.slug);
    const view = stored === null ? null : await articlePage(store, stored, before ?? null, clock());
    if (view === null)
      throw new RefusalError({ status: 404, code: 'not-found', reason: 'There is no coverage at this address.' });
    await sendPage(context, response, view);
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
    sendPage(context, response.status(status), { page: 'error', status, title, detail }).catch(next);
  };
}

async function articlePage(
  store: Store,
  { article, lastNumber }: StoredArticle,
  before: number | null,
  now: number,
): Promise<ArticlePage | null> {
  const snapshot = await store.snapshot(article.id);
  if (snapshot === null) return null;
  if (before === null || before > lastNumber)
    return { page: 'article', state: fromSnapshot(snapshot), before: null, newerBefore: null, now };
  const older = await store.olderEntries(article.id, before);
  if (older === null) return null;
  const here = new Set(older.entries.map(({ id }) => id));
  const pinned = snapshot.entries.filter(({ id }) => id === snapshot.article.pinnedEntryId && !here.has(id));
  const entries = [...pinned, ...older.entries];
  const state = fromSnapshot({ ...snapshot, entries, older: older.older });
  return { page: 'article', state, before, newerBefore: newerPageBefore(before, lastNumber), now };
}

async function sendPage(
  { assets, site }: PageContext,
  response: Response,
  page: HomePage | ArticlePage | ErrorPage,
): Promise<void> {
  const view: PageView = { ...page, site };
  const { renderPage, headOf } = await assets.reader();
  const { title, description, lang, dir } = headOf(view);
  const head = `<meta name="description" content="${escapeHtml(description)}">${await assets.tags('reader')}`;
  const document = htmlDocument({ lang, dir, title, head, root: renderPage(view), data: { id: 'view', value: view } });
  response.set('Cache-Control', 'no-cache').type('html').send(document);
}
