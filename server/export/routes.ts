import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Response, type Router } from 'express';
import { ASK_FIRST, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import type { Media } from '#server/media/media.ts';
import { existing, type PageContext, versionOf } from '#server/pages/page-html.ts';
import { siteUrl } from '#server/pages/site-url.ts';
import { RefusalError } from '#server/refusal.ts';
import type { ExportView } from '#shared/exported.ts';
import { bundleOf } from './bundle.ts';
import { type ExportSource, jsonOf, markdownOf } from './export-text.ts';

export interface ExportContext extends PageContext {
  readonly media: Media;
}

/** Each reads a whole article: more at once would take from the readers. */
const MAX_AT_ONCE = 4;
const RETRY_AFTER_S = '5';

const TYPES = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  zip: 'application/zip',
} as const;
type FileType = keyof typeof TYPES;

/** Whole articles to take away, as everybody may: JSON, Markdown, and pages that open from disk (docs/export.md). */
export function exportRoutes(context: ExportContext): Router {
  const router = express.Router();
  let running = 0;
  router.get('/live/:slug/export.:type', async (request, response, next) => {
    const { slug, type } = request.params;
    if (!isFileType(type)) return next();
    const { articleId, position } = existing(await context.reads.head(slug));
    const address = siteUrl(request, context.publicUrl);
    const version = versionOf(context, address);
    if (isAnsweredByTag(request, response, { etag: tagOf(position, type, version), cacheControl: ASK_FIRST })) return;
    if (running >= MAX_AT_ONCE) {
      response.set('Retry-After', RETRY_AFTER_S);
      throw new RefusalError(TOO_MANY);
    }
    running += 1;
    try {
      await send(response, type, { context, articleId, address, version });
    } finally {
      running -= 1;
    }
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

async function send(response: Response, type: FileType, { context, articleId, address, version }: Wanted) {
  const source = existing(await sourceOf(context, articleId, address));
  const { slug } = source.view.article;
  response
    .set({ ETag: tagOf(source.position, type, version), 'Content-Type': TYPES[type] })
    .set('Content-Disposition', `attachment; filename="${slug}.${type}"`);
  if (response.req.method === 'HEAD') return response.end();
  try {
    await pipeline(contentOf(source, type, context), response);
  } catch (error) {
    // Who went away before the end needs no answer; for the others a connection that breaks says that something is missing.
    if (!response.destroyed) throw error;
  }
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
  { store, assets, site, clock }: ExportContext,
  articleId: string,
  siteUrl: string,
): Promise<ExportSource | null> {
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const renderer = await assets.exporter();
  const { article, position, entries } = snapshot;
  const wording = renderer.wordingOf(article.language);
  const view: ExportView = { article, site, wording, siteUrl, now: clock() };
  return { store, renderer, view, position, lastNumber: entries[0]?.number ?? 0 };
}

function isFileType(type: string | undefined): type is FileType {
  return type !== undefined && Object.hasOwn(TYPES, type);
}

const TOO_MANY = {
  status: 503,
  code: 'too-many-exports',
  reason: 'Several articles are being exported at this moment. Try again in a few seconds.',
} as const;
