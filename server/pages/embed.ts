import express, { type ErrorRequestHandler, type Router } from 'express';
import * as z from 'zod';
import { BRIEFLY, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import { parse, refusalFor, setRetryAfter } from '#server/api/problem.ts';
import type { TextAt } from '#server/snapshots.ts';
import type { Store } from '#server/store/store.ts';
import { articlePath, entryPath } from '#shared/addresses.ts';
import type { Entry } from '#shared/article.ts';
import { fromSnapshot, withKnown } from '#shared/changes.ts';
import { EMBED_ORDERS, EMBED_THEMES, type EmbedOptions, type EmbedView, MAX_EMBED_ENTRIES } from '#shared/embed.ts';
import { directionOf } from '#shared/language.ts';
import { escapeHtml, htmlDocument, voidTag } from './document.ts';
import { existing, type PageContext, versionOf } from './page-html.ts';
import { mayBeFramed } from './security-headers.ts';
import { siteUrl } from './site-url.ts';

const Options = z.object({
  theme: z.enum(EMBED_THEMES).default('auto'),
  order: z.enum(EMBED_ORDERS).default('newest'),
  entries: z.coerce.number().int().min(1).max(MAX_EMBED_ENTRIES).default(MAX_EMBED_ENTRIES),
  entry: z.coerce.number().int().min(1).nullable().default(null),
});

/** Links lead out of the frame; search engines are for the article itself. */
const OUT_OF_FRAME = '<base target="_top"><meta name="robots" content="noindex">';

/** An article for the frames of other sites. It knows nobody: no cookie is set or read, nothing is kept on the device. */
export function embedRoutes(context: PageContext): Router {
  const router = express.Router();
  router.use('/embed', mayBeFramed);
  router.get('/embed/:slug', async (request, response) => {
    const options = parse(Options, request.query);
    const at = siteUrl(request, context.publicUrl);
    const version = versionOf(context, at);
    const name = `embed ${Object.values(options).join(' ')} ${version}`;
    const { articleId, position } = existing(await context.reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
    const asker = options.entry === null ? undefined : ({ request, kind: 'page', position } as const);
    const make = () => embedHtml(context, articleId, options, at);
    const page = existing(await context.reads.text(articleId, name, make, asker));
    response.set('ETag', tagOf(page.position, version)).type('html').send(page.text);
  });
  router.use('/embed', embedErrorHandler(context));
  return router;
}

/** In a frame the site's own error page, with its ways through the site, would be lost. */
function embedErrorHandler({ assets, site }: PageContext): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const refusal = refusalFor(error);
    const { status } = refusal;
    if (status >= 500 || response.headersSent) return next(error);
    assets
      .embed()
      .then(({ wordingOf }) => {
        const { say } = wordingOf(site.language);
        const title = say[status === 404 ? 'notFoundDetail' : 'refusedDetail'] ?? '';
        const root = `<p>${escapeHtml(title)}</p>`;
        const { language: lang } = site;
        const html = htmlDocument({ lang, dir: directionOf(lang), title, head: OUT_OF_FRAME, root });
        response.removeHeader('ETag');
        setRetryAfter(response, refusal);
        response.status(status).set('Cache-Control', 'no-store').type('html').send(html);
      })
      .catch(next);
  };
}

async function embedHtml(
  { store, assets, site, clock }: PageContext,
  articleId: string,
  options: EmbedOptions,
  at: string,
): Promise<TextAt | null> {
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const shown = options.entry === null ? [] : await entryIn(store, articleId, options.entry);
  if (shown === null) return null;
  const { wordingOf, renderEmbed } = await assets.embed();
  const { language, headline, slug } = snapshot.article;
  // Read a moment later: of an entry that changed in between, the socket brings the newer version.
  const state = withKnown(fromSnapshot(snapshot), shown);
  const canonical = `${at}${shown[0] === undefined ? articlePath(slug) : entryPath(slug, shown[0])}`;
  const view: EmbedView = { ...options, state, site, wording: wordingOf(language), now: clock() };
  const head = `${OUT_OF_FRAME}${voidTag('link', { rel: 'canonical', href: canonical })}${await assets.tags('embed')}`;
  const text = htmlDocument({
    ...{ lang: language, dir: directionOf(language), title: `${headline} – ${site.name}`, head },
    ...{ root: renderEmbed(view), data: { id: 'view', value: view } },
  });
  return { position: snapshot.position, text };
}

/** The entry of this number; null where there is none. */
async function entryIn(
  store: Pick<Store, 'olderEntries'>,
  articleId: string,
  number: number,
): Promise<readonly [Entry] | null> {
  const entry = (await store.olderEntries(articleId, number + 1))?.entries[0];
  return entry?.number === number ? [entry] : null;
}
