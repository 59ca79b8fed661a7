import type { Request, Response } from 'express';
import { BRIEFLY, isAnsweredByTag, tagOf } from '#server/api/cacheable.ts';
import type { TextAt } from '#server/snapshots.ts';
import type { LogHead, StoredAsOf } from '#server/store/store.ts';
import { articlePath, pastPath } from '#shared/addresses.ts';
import { fromSnapshot } from '#shared/changes.ts';
import { newerPageBefore } from '#shared/page-boundaries.ts';
import type { Page } from '#shared/pages.ts';
import { existing, type PageContext, pageHtml, versionOf } from './page-html.ts';
import { siteUrl } from './site-url.ts';

/** One page for each second, with all that happened in it, so that those who ask for about the same moment get the same page. */
const SECOND_MS = 1_000;

/** What an address asks for: an article at an instant (milliseconds since 1970), or its entries of then below `before`. */
interface PastAsked {
  readonly slug: string;
  readonly at: number;
  readonly before: number | null;
}

/** Sends an article as it stood; who asks for a moment that is yet to come is led to the article. */
export async function sendPast(
  context: PageContext,
  request: Request,
  response: Response,
  { articleId, position, lastNumber }: LogHead,
  asked: PastAsked,
): Promise<void> {
  if (asked.at > context.clock())
    return void response.set('Cache-Control', BRIEFLY).redirect(302, articlePath(asked.slug));
  const second = Math.ceil(asked.at / SECOND_MS) * SECOND_MS;
  const before = asked.before !== null && asked.before > lastNumber ? null : asked.before;
  if (second !== asked.at || before !== asked.before) {
    const address = pastPath(asked.slug, new Date(second).toISOString(), before);
    return void response.set('Cache-Control', BRIEFLY).redirect(301, address);
  }
  const siteAt = siteUrl(request, context.publicUrl);
  const version = versionOf(context, siteAt);
  if (isAnsweredByTag(request, response, { etag: tagOf(position, version), cacheControl: BRIEFLY })) return;
  const name = `page as of ${asked.at} before ${asked.before} ${version}`;
  const make = () => pastHtml(context, articleId, asked, siteAt);
  const page = existing(await context.reads.text(articleId, name, make, { request, kind: 'past', position }));
  response.set('ETag', tagOf(page.position, version)).type('html').send(page.text);
}

async function pastHtml(context: PageContext, articleId: string, asked: PastAsked, at: string): Promise<TextAt | null> {
  const read = await context.store.asOf(articleId, asked.at, asked.before);
  if (read === null) return null;
  const page = pastPage(read, asked, context.clock());
  return { position: read.position, text: await pageHtml(context, page, { siteUrl: at, changedAt: null }) };
}

function pastPage({ snapshot, lastNumber, ...log }: StoredAsOf, { slug, at, before }: PastAsked, now: number): Page {
  const from = new Date(log.from).toISOString();
  if (snapshot === null)
    return { page: 'error', status: 200, problem: 'notBegun', detail: null, beginning: pastPath(slug, from) };
  const state = fromSnapshot(snapshot);
  const isOlder = before !== null && before <= lastNumber;
  return {
    ...{ page: 'article', state, lastNumber, now, lens: null, entryNumber: null, newerCount: 0 },
    keyEvents: { numbers: [], links: [] },
    before: isOlder ? before : null,
    newerBefore: isOlder ? newerPageBefore(before, lastNumber) : null,
    past: {
      ...{ at: new Date(at).toISOString(), from, to: new Date(log.to).toISOString() },
      head: log.position,
      isOver: log.status === 'ended',
    },
  };
}
