import { Readable } from 'node:stream';
import express, { type Response, type Router } from 'express';
import { ASK_FIRST, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import type { Media } from '#server/media/media.ts';
import { existing, type PageContext, versionOf } from '#server/pages/page-html.ts';
import { siteUrl } from '#server/pages/site-url.ts';
import type { ReadLimit } from '#server/read-limit.ts';
import { articlePath } from '#shared/addresses.ts';
import type { ExportView } from '#shared/exported.ts';
import { bundleOf } from './bundle.ts';
import type { ExportStore } from './entries.ts';
import { type ExportSource, jsonOf, markdownOf } from './export-text.ts';
import type { RunningExports } from './running-exports.ts';

export interface ExportContext extends PageContext {
  readonly media: Media;
  readonly readLimit: Pick<ReadLimit, 'run'>;
  readonly running: RunningExports;
}

const TYPES = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  zip: 'application/zip',
} as const;
type FileType = keyof typeof TYPES;

/** Whole articles to take away, as everybody may: JSON, Markdown, and pages that open from disk (docs/export.md). */
export function exportRoutes(context: ExportContext): Router {
  const router = express.Router();
  router.get('/live/:slug/export.:type', async (request, response, next) => {
    const { slug, type } = request.params;
    if (!isFileType(type)) return next();
    const { articleId, position } = existing(await context.reads.head(slug));
    const address = siteUrl(request, context.publicUrl);
    const version = versionOf(context, address);
    if (isAnsweredByTag(request, response, { etag: tagOf(position, type, version), cacheControl: ASK_FIRST })) return;
    await context.running.run(request, () => send(response, type, { context, articleId, address, version }));
  });
  return router;
}

interface Wanted {
  readonly context: ExportContext;
  readonly articleId: string;
  /** The site's, without a trailing slash. */
  readonly address: string;
  readonly version: string;
}

async function send(
  response: Response,
  type: FileType,
  { context, articleId, address, version }: Wanted,
): Promise<void> {
  const source = existing(await sourceOf(context, articleId, address));
  const { slug } = source.view.article;
  response
    .set({ ETag: tagOf(source.position, type, version), 'Content-Type': TYPES[type] })
    // The article's page is what is to be found.
    .set({ 'X-Robots-Tag': 'noindex', Link: `<${address}${articlePath(slug)}>; rel="canonical"` })
    .set('Content-Disposition', `attachment; filename="${slug}.${type}"`);
  if (response.req.method === 'HEAD') return void response.end();
  await context.running.send(contentOf(source, type, context), response);
}

function contentOf(source: ExportSource, type: FileType, { assets, media }: ExportContext): Readable {
  switch (type) {
    case 'json':
      return Readable.from(jsonOf(source));
    case 'md':
      return Readable.from(markdownOf(source));
    case 'zip':
      return bundleOf(source, { files: assets.exportFiles(), media });
    default:
      return type satisfies never;
  }
}

async function sourceOf(
  { store: whole, readLimit, assets, site, clock }: ExportContext,
  articleId: string,
  siteUrl: string,
): Promise<ExportSource | null> {
  const store = inTurns(whole, readLimit);
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const renderer = await assets.exporter();
  const { article, position, entries } = snapshot;
  const wording = renderer.wordingOf(article.language);
  const view: ExportView = { article, site, wording, siteUrl, now: clock() };
  return { store, renderer, view, position, lastNumber: entries[0]?.number ?? 0 };
}

/** What an export reads waits for its turn with what single readers ask for. */
function inTurns(store: ExportStore, limit: Pick<ReadLimit, 'run'>): ExportStore {
  return {
    snapshot: id => limit.run(() => store.snapshot(id), 'first'),
    olderEntries: (id, before) => limit.run(() => store.olderEntries(id, before), 'first'),
  };
}

function isFileType(type: string | undefined): type is FileType {
  return type !== undefined && Object.hasOwn(TYPES, type);
}
