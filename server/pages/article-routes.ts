import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { AskedInstant } from '#server/api/as-of.ts';
import { BRIEFLY, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import { parse } from '#server/api/problem.ts';
import { contentsOf } from '#server/contents.ts';
import type { CostlyRead } from '#server/read-limit.ts';
import type { TextAt } from '#server/snapshots.ts';
import { type LogHead, lastChangeAt } from '#server/store/store.ts';
import { articlePath } from '#shared/addresses.ts';
import { type Lens, lensOf, lensQuery, PLAIN_LENS } from '#shared/lens.ts';
import { pageBefore } from '#shared/page-boundaries.ts';
import { articlePage, entryAddress, pageAddress, type Wanted } from './article-page.ts';
import { lensPage } from './lens-page.ts';
import { counted, existing, type PageContext, pageHtml, versionOf } from './page-html.ts';
import { sendPast } from './past-page.ts';
import { siteUrl } from './site-url.ts';

const Query = z.object({
  at: AskedInstant.optional(),
  before: z.coerce.number().int().min(2).optional(),
  after: z.coerce.number().int().min(1).optional(),
});

/** What an address asks for: a part of an article, or all that a lens picks of it. */
type Asked = Wanted & { readonly lens?: Lens; readonly after?: number | null };

/** The pages of an article: the newest entries, older ones, and the page around an entry. */
export function articleRoutes(context: PageContext): Router {
  const { store, reads } = context;
  const router = express.Router();
  router.get('/live/:slug', async (request, response) => {
    const { at, before = null, after = null } = parse(Query, request.query);
    const { slug } = request.params;
    const head = existing(await reads.head(slug));
    if (at !== undefined) return sendPast(context, request, response, head, { slug, at, before });
    if (before !== null && before > head.lastNumber) return withoutBefore(request, response);
    const lens = lensOf(name => request.query[name]);
    await answer(context, request, response, head, { before, after, lens, entryNumber: null });
  });
  router.get('/live/:slug/page/:page', async (request, response) => {
    const { slug } = request.params;
    const page = counted(request.params.page);
    const head = existing(await reads.head(slug));
    const { articleId, position } = head;
    const find = () => pageAddress(store, articleId, slug, page);
    const asker = { request, kind: 'page', position } as const;
    const address = await reads.text(articleId, `address of page ${page}`, find, asker);
    if (isElsewhere(request, response, existing(address).text)) return;
    await answer(context, request, response, head, { before: pageBefore(page), entryNumber: null });
  });
  router.get('/live/:slug/entry/:entry', async (request, response) => {
    const { slug, entry } = request.params;
    const entryNumber = counted(entry.split('-', 1)[0]);
    const head = existing(await reads.head(slug));
    const { articleId, position } = head;
    const find = () => entryAddress(store, articleId, slug, entryNumber);
    const asker = { request, kind: 'page', position } as const;
    const address = await reads.text(articleId, `address of entry ${entryNumber}`, find, asker);
    if (isElsewhere(request, response, existing(address).text)) return;
    await answer(context, request, response, head, { before: null, entryNumber });
  });
  router.get('/live/:slug/contents', async (request, response) => {
    const { articleId, position } = existing(await reads.head(request.params.slug));
    const at = siteUrl(request, context.publicUrl);
    const version = versionOf(context, at);
    if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
    const name = `contents page ${version}`;
    const page = existing(await reads.text(articleId, name, () => contentsHtml(context, articleId, at)));
    response.set('ETag', tagOf(page.position, version)).type('html').send(page.text);
  });
  return router;
}

/** Below what is not there yet are all entries. */
function withoutBefore(request: Request, response: Response): void {
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://site');
  searchParams.delete('before');
  const query = searchParams.size === 0 ? '' : `?${searchParams}`;
  response.set('Cache-Control', BRIEFLY).redirect(302, pathname + query);
}

/** True where another address stands for the same, and the asker was sent there: for good, save to the newest page, which moves on. */
function isElsewhere(request: Request, response: Response, address: string): boolean {
  if (request.path === address) return false;
  const { search } = new URL(request.originalUrl, 'http://site');
  const isNewest = address === articlePath(String(request.params.slug));
  response.set('Cache-Control', BRIEFLY).redirect(isNewest ? 302 : 301, address + search);
  return true;
}

async function answer(
  context: PageContext,
  request: Request,
  response: Response,
  { articleId, position }: LogHead,
  asked: Asked,
): Promise<void> {
  const at = siteUrl(request, context.publicUrl);
  const version = versionOf(context, at);
  if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
  const { before, after = null, entryNumber, lens = PLAIN_LENS } = asked;
  const name = `page ${before} ${after} ${entryNumber} ${lensQuery(lens)} ${version}`;
  const make = () => articleHtml(context, articleId, asked, at);
  const kind = kindOf(asked);
  const asker = kind === null ? undefined : { request, kind, position };
  const page = existing(await context.reads.text(articleId, name, make, asker));
  response.set('ETag', tagOf(page.position, version)).type('html').send(page.text);
}

/** Null for the newest page, which is made for everybody. */
function kindOf({ before, after = null, entryNumber, lens = PLAIN_LENS }: Asked): CostlyRead | null {
  if (lensQuery(lens) !== '') return 'picked';
  return before === null && after === null && entryNumber === null ? null : 'page';
}

/** The page of an article at the position of the snapshot it is made from. */
async function articleHtml(
  context: PageContext,
  articleId: string,
  { lens = PLAIN_LENS, after = null, ...wanted }: Asked,
  at: string,
): Promise<TextAt | null> {
  const isPlain = lensQuery(lens) === '';
  const page = await (isPlain
    ? articlePage(context.store, articleId, wanted, context.clock())
    : lensPage(context, articleId, lens, { before: wanted.before, after }));
  if (page === null) return null;
  const { position } = page.state;
  const changedAt = await lastChangeAt(context.store, articleId, position);
  return { position, text: await pageHtml(context, page, { siteUrl: at, changedAt }) };
}

async function contentsHtml(context: PageContext, articleId: string, at: string): Promise<TextAt | null> {
  const stored = await context.store.contents(articleId);
  if (stored === null) return null;
  const { slug, headline, language, timeZone, createdAt } = stored.article;
  const article = { slug, headline, language, timeZone, createdAt };
  const contents = contentsOf(stored);
  const page = { page: 'contents', article, contents, siteUrl: at, now: context.clock() } as const;
  return { position: stored.position, text: await pageHtml(context, page, { siteUrl: at, changedAt: null }) };
}
