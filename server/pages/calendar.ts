import express, { type Router } from 'express';
import { BRIEFLY, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import { articlePath } from '#shared/addresses.ts';
import type { Article } from '#shared/article.ts';
import { existing, type PageContext, versionOf } from './page-html.ts';
import { siteUrl } from './site-url.ts';

/** In octets, the end of the line not counted (RFC 5545, 3.1). */
const MAX_LINE_BYTES = 75;

/** When coverage starts, for readers' calendars. Coverage that was never announced for a time has no such file. */
export function calendarRoute(context: PageContext): Router {
  const { reads, store, publicUrl } = context;
  return express.Router().get('/live/:slug/calendar.ics', async (request, response) => {
    const { articleId, position } = existing(await reads.head(request.params.slug));
    const at = siteUrl(request, publicUrl);
    const version = versionOf(context, at);
    if (isAnsweredByTag(request, response, { etag: tagOf(position, 'calendar', version), cacheControl: BRIEFLY }))
      return;
    const snapshot = existing(await store.snapshot(articleId));
    const text = existing(calendarOf(snapshot.article, at));
    response.set('Content-Disposition', `attachment; filename="${snapshot.article.slug}.ics"`);
    response.type('text/calendar').send(text);
  });
}

function calendarOf(article: Article, site: string): string | null {
  const { id, version, slug, headline, standfirst, startsAt, createdAt, editedAt } = article;
  if (startsAt === null) return null;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Pressbox//Live coverage//EN',
    'BEGIN:VEVENT',
    `UID:${id}@${new URL(site).host}`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${instant(editedAt ?? createdAt)}`,
    `DTSTART:${instant(startsAt)}`,
    `SUMMARY:${escaped(headline)}`,
    ...(standfirst === '' ? [] : [`DESCRIPTION:${escaped(standfirst)}`]),
    `URL:${site}${articlePath(slug)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map(line => `${folded(line)}\r\n`).join('');
}

/** "20260301T110000Z" */
function instant(at: string): string {
  return `${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A long line goes on in the next, behind a space; never in the middle of a character. */
function folded(line: string): string {
  const parts = [''];
  for (const character of line) {
    const part = parts.at(-1) ?? '';
    const indent = parts.length > 1 ? 1 : 0;
    if (Buffer.byteLength(part + character) + indent > MAX_LINE_BYTES) parts.push(character);
    else parts[parts.length - 1] = part + character;
  }
  return parts.join('\r\n ');
}
