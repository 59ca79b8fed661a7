import { randomUUID } from 'node:crypto';
import type { Article, PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Draft } from '#shared/commands.ts';

const BEGAN_AT = '1969-07-20T20:17:40.000Z';

/** A whole article, of which a test names only what it is about. */
export function makeArticle(fields: Partial<Article> = {}): Article {
  const id = randomUUID();
  return {
    dateLine: 'Sunday, July 20, 1969',
    headline: 'The Eagle has landed',
    standfirst: 'Two men are on the Moon.',
    body: paragraphs(['The descent took twelve minutes.']),
    source: { name: 'NASA', kind: 'official', url: 'https://www.nasa.gov/' },
    language: 'en',
    timeZone: 'America/Chicago',
    authors: [{ name: 'Ada', role: null }],
    featured: null,
    related: [],
    startsAt: null,
    id,
    slug: `eagle-${id.slice(0, 8)}`,
    version: 1,
    contentVersion: 1,
    status: 'live',
    pinnedEntryId: null,
    summary: null,
    sample: false,
    createdAt: BEGAN_AT,
    editedAt: null,
    ...fields,
  };
}

/** A published entry; its text is its number where nothing else is said. */
export function makeEntry(fields: Partial<PublishedEntry> = {}): PublishedEntry {
  const { number = 1 } = fields;
  return {
    id: randomUUID(),
    number,
    version: 1,
    publishedAt: BEGAN_AT,
    headline: null,
    body: paragraphs([`Entry ${number}`]),
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

export function makeDraft(fields: Partial<Draft> = {}): Draft {
  return {
    id: randomUUID(),
    articleId: randomUUID(),
    entry: { body: paragraphs(['Not yet.']) },
    entryId: null,
    entryVersion: null,
    savedAt: BEGAN_AT,
    userId: 'user-ada',
    userName: 'Ada',
    save: null,
    releaseAt: null,
    scheduledBy: null,
    releaseProblem: null,
    ...fields,
  };
}
