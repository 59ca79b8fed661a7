import type { Article, ArticleState, PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { fromSnapshot } from '#shared/changes.ts';

/** What tests of the client are about; each says only what matters to it. */

const BEGAN_AT = '1969-07-20T20:17:40.000Z';

export function makeArticle(fields: Partial<Article> = {}): Article {
  return {
    id: 'article-1',
    slug: 'eagle',
    version: 1,
    contentVersion: 1,
    status: 'live',
    pinnedEntryId: null,
    summary: null,
    sample: false,
    createdAt: BEGAN_AT,
    editedAt: null,
    dateLine: 'Sunday, July 20, 1969',
    headline: 'The Eagle has landed',
    standfirst: 'Two men are on the Moon.',
    body: paragraphs(['The descent took twelve minutes.']),
    source: null,
    language: 'en',
    timeZone: 'America/Chicago',
    authors: [],
    featured: null,
    related: [],
    startsAt: null,
    ...fields,
  };
}

/** Its id and text come from its number. */
export function makeEntry(fields: Partial<PublishedEntry> & { readonly number: number }): PublishedEntry {
  return {
    id: `entry-of-${fields.number}`,
    version: 1,
    publishedAt: BEGAN_AT,
    headline: null,
    body: paragraphs([`Entry ${fields.number}`]),
    authors: [],
    source: null,
    language: 'en',
    keyEvent: false,
    tags: [],
    displayAt: null,
    editedAt: null,
    edits: [],
    retraction: null,
    ...fields,
  };
}

/** An article with the entries `from` to `to`. */
export function makeState(range: { readonly from?: number; readonly to: number }, seq = range.to): ArticleState {
  const { from = 1, to } = range;
  const entries = Array.from({ length: to - from + 1 }, (_, step) => makeEntry({ number: from + step }));
  const position = { epoch: 'epoch-0123456789', seq };
  const older = from > 1 ? { before: from } : null;
  return fromSnapshot({ article: makeArticle(), entries, position, older });
}
