import express, { type Router } from 'express';
import { x } from 'xastscript';
import * as z from 'zod';
import { BRIEFLY } from '#server/api/cacheable.ts';
import { parse } from '#server/api/problem.ts';
import { xmlDocument } from '#server/feeds/xml.ts';
import { RefusalError } from '#server/refusal.ts';
import { embedPath, socialImagePath } from '#shared/addresses.ts';
import { EMBED_SANDBOX } from '#shared/embed.ts';
import { written } from './document.ts';
import { SOCIAL_IMAGE_HEIGHT, SOCIAL_IMAGE_WIDTH } from './head-tags.ts';
import { existing, type PageContext } from './page-html.ts';
import { siteUrl } from './site-url.ts';
import { sharedCard } from './social-card.ts';
import type { SocialCard } from './social-image.ts';

const WIDTH = 640;
const HEIGHT = 720;
/** So long, in seconds, may who asked do without asking anew; what is in the frame is live all the same. */
const CACHE_AGE = 3_600;

const side = z.coerce.number().int().min(1).default(Number.POSITIVE_INFINITY);
const Query = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be the address of a page of this site' }),
  format: z.string().default('json'),
  maxwidth: side,
  maxheight: side,
});

/** What other sites need to embed an article by its address alone (oEmbed 1.0). */
export function oembedRoute(context: PageContext): Router {
  return express.Router().get('/oembed', async (request, response) => {
    const { url, format, maxwidth, maxheight } = parse(Query, request.query);
    if (format !== 'json' && format !== 'xml') throw new RefusalError(NO_SUCH_FORMAT);
    const at = siteUrl(request, context.publicUrl);
    const { slug, entryNumber } = existing(shownAt(url, at));
    const { articleId, position } = existing(await context.reads.head(slug));
    const asker = entryNumber === null ? undefined : ({ request, kind: 'page', position } as const);
    const { text } = existing(await sharedCard(context, articleId, entryNumber, asker));
    const { headline, siteName } = JSON.parse(text) as SocialCard;
    const size = { width: Math.min(WIDTH, maxwidth), height: Math.min(HEIGHT, maxheight) };
    const shrunk = Math.min(1, maxwidth / SOCIAL_IMAGE_WIDTH, maxheight / SOCIAL_IMAGE_HEIGHT);
    const answer = {
      ...{ version: '1.0', type: 'rich', title: headline },
      ...{ provider_name: siteName, provider_url: `${at}/`, cache_age: CACHE_AGE },
      thumbnail_url: `${at}${socialImagePath(slug, entryNumber ?? undefined)}`,
      thumbnail_width: Math.max(1, Math.floor(SOCIAL_IMAGE_WIDTH * shrunk)),
      thumbnail_height: Math.max(1, Math.floor(SOCIAL_IMAGE_HEIGHT * shrunk)),
      ...size,
      html: frame(`${at}${embedPath(slug, entryNumber ?? undefined)}`, headline, size),
    };
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': BRIEFLY }).vary('Accept-Encoding');
    if (format === 'json') response.json(answer);
    else response.type('text/xml').send(asXml(answer));
  });
}

const NO_SUCH_FORMAT = {
  status: 501,
  code: 'no-such-format',
  reason: 'The formats are json and xml.',
  field: 'format',
};

/** `/live/SLUG` and all below it, or `/embed/SLUG`, of an entry too; null for every other address. */
const SHOWN = /^\/(?:live|embed)\/([a-z0-9-]+)(?:\/page\/\d+|\/entry\/([1-9]\d{0,8})(?:-[^/]*)?)?\/?$/;

function shownAt(url: string, site: string): { slug: string; entryNumber: number | null } | null {
  const { origin, pathname, searchParams } = new URL(url);
  const [, slug, inPath] = (origin === new URL(site).origin && SHOWN.exec(pathname)) || [];
  const framed = pathname.startsWith('/embed/') ? (searchParams.get('entry') ?? undefined) : undefined;
  const entry = inPath ?? framed?.match(/^[1-9]\d{0,8}$/)?.[0];
  return slug === undefined ? null : { slug, entryNumber: entry === undefined ? null : Number(entry) };
}

function frame(src: string, title: string, { width, height }: { width: number; height: number }): string {
  const shape = { width: String(width), height: String(height), loading: 'lazy', style: 'border:0' };
  return `<iframe${written({ src, title, sandbox: EMBED_SANDBOX, ...shape })}></iframe>`;
}

function asXml(answer: Readonly<Record<string, string | number>>): string {
  return xmlDocument(
    x(
      'oembed',
      Object.entries(answer).map(([name, value]) => x(name, String(value))),
    ),
  );
}
