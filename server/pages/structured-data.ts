import type {
  BlogPosting,
  Graph,
  ImageObject,
  LiveBlogPosting,
  NewsArticle,
  NewsMediaOrganization,
  Person,
} from 'schema-dts';
import { publishedFor } from '#server/entry-time.ts';
import { articlePath, entryPath, olderPath, socialImagePath } from '#shared/addresses.ts';
import type { Article, ArticleState, Author, Entry, PublishedEntry } from '#shared/article.ts';
import { bodyText, picturesIn, shortened } from '#shared/body-text.ts';
import { timelineOf } from '#shared/changes.ts';
import type { ArticlePage, PageHead, PageView, Site } from '#shared/pages.ts';
import type { HeadContext } from './head-tags.ts';

/** Each entry stands on the page already, as markup and as data: machines that want all of a long one follow its address. */
const MAX_BODY_CHARS = 2_000;
/** What search engines show of a headline. */
const MAX_HEADLINE_CHARS = 110;

/** What a page says to machines in the words of schema.org; null where it says nothing. */
export function structuredData(view: PageView, head: PageHead, context: HeadContext): Graph | null {
  const { siteUrl } = context;
  switch (view.page) {
    case 'home':
      return graph([
        publisher(view.site, siteUrl),
        {
          ...{ '@type': 'WebSite', '@id': `${siteUrl}/#website`, url: `${siteUrl}/`, name: view.site.name },
          ...{ description: view.site.tagline, publisher: publisherId(siteUrl) },
        },
      ]);
    case 'article':
      if (view.lens !== null || view.past !== null) return null;
      return graph([
        publisher(view.site, siteUrl),
        liveBlogPosting(view, head, context),
        newsArticle(view, head, context),
      ]);
    case 'contents':
    case 'error':
      return null;
    default:
      return view satisfies never;
  }
}

function graph(things: Graph['@graph']): Graph {
  return { '@context': 'https://schema.org', '@graph': things };
}

function publisher({ name }: Site, siteUrl: string): NewsMediaOrganization {
  return {
    ...{ '@type': 'NewsMediaOrganization', '@id': `${siteUrl}/#publisher`, name, url: `${siteUrl}/` },
    logo: { '@type': 'ImageObject', url: `${siteUrl}/icon-512.png` },
  };
}

function publisherId(siteUrl: string): { '@id': string } {
  return { '@id': `${siteUrl}/#publisher` };
}

/** The coverage, with those of its entries that are on the page. */
function liveBlogPosting(view: ArticlePage, head: PageHead, context: HeadContext): LiveBlogPosting {
  const { state, before } = view;
  const { article } = state;
  const url = `${context.siteUrl}${articlePath(article.slug)}`;
  const entries = timelineOf(state).filter(({ number }) => before === null || number < before);
  return {
    '@type': 'LiveBlogPosting',
    '@id': `${url}#coverage`,
    ...about(article, head, context),
    mainEntityOfPage: before === null ? url : `${context.siteUrl}${olderPath(article.slug, before)}`,
    coverageStartTime: article.startsAt ?? article.createdAt,
    ...coverageEnd(state, before),
    liveBlogUpdate: entries.map(entry => entryPosting(entry, article, context)),
  };
}

function newsArticle({ state }: ArticlePage, head: PageHead, context: HeadContext): NewsArticle {
  const { article } = state;
  const url = `${context.siteUrl}${articlePath(article.slug)}`;
  return {
    '@type': 'NewsArticle',
    '@id': `${url}#article`,
    ...about(article, head, context),
    ...(article.source === null ? {} : { creditText: article.source.name }),
  };
}

function about(article: Article, { description }: PageHead, { siteUrl, changedAt }: HeadContext) {
  return {
    url: `${siteUrl}${articlePath(article.slug)}`,
    headline: shortened(article.headline, MAX_HEADLINE_CHARS),
    ...(description === '' ? {} : { description }),
    image: `${siteUrl}${socialImagePath(article.slug)}`,
    datePublished: article.createdAt,
    dateModified: changedAt ?? article.editedAt ?? article.createdAt,
    author: authorsOf(article.authors, siteUrl),
    publisher: publisherId(siteUrl),
    inLanguage: article.language,
    isAccessibleForFree: true,
  };
}

/** Ended coverage ended with its newest entry; a page of older ones does not know that. */
function coverageEnd({ article, entries }: ArticleState, before: number | null): { coverageEndTime?: string } {
  if (article.status !== 'ended' || before !== null) return {};
  return { coverageEndTime: entries[0]?.publishedAt ?? article.editedAt ?? article.createdAt };
}

function entryPosting(entry: Entry, article: Article, context: HeadContext): BlogPosting {
  const { siteUrl, entryTitle } = context;
  const at = (path: string) => `${siteUrl}${path}`;
  const posting = {
    '@type': 'BlogPosting',
    '@id': at(entryPath(article.slug, { number: entry.number })),
    headline: shortened(entryTitle(entry, article), MAX_HEADLINE_CHARS),
  } as const;
  if (entry.retraction !== null) {
    const { at: withdrawnAt, reason } = entry.retraction;
    const correction = reason === '' ? {} : { correction: comment({ at: withdrawnAt, note: reason }) };
    return { ...posting, datePublished: entry.publishedAt, dateModified: withdrawnAt, ...correction };
  }
  return {
    ...posting,
    url: at(entryPath(article.slug, entry)),
    datePublished: publishedFor(entry),
    ...(entry.editedAt === null ? {} : { dateModified: entry.editedAt }),
    author: authorsOf(entry.authors, siteUrl),
    publisher: publisherId(siteUrl),
    ...(entry.language === article.language ? {} : { inLanguage: entry.language }),
    articleBody: shortened(bodyText(entry.body), MAX_BODY_CHARS),
    ...imageOf(entry, siteUrl),
    ...correctionsOf(entry),
    ...translationsOf(entry, posting['@id']),
  };
}

function imageOf({ body }: PublishedEntry, siteUrl: string): { image?: ImageObject[] } {
  const images = picturesIn(body);
  if (images.length === 0) return {};
  return {
    image: images.map(({ src, caption }) => ({
      ...{ '@type': 'ImageObject', url: `${siteUrl}${src}` },
      ...(caption === '' ? {} : { caption }),
    })),
  };
}

/** A person is named who translated it; what a machine did has no author. */
function translationsOf({ translations = [] }: PublishedEntry, id: string): { workTranslation?: BlogPosting[] } {
  if (translations.length === 0) return {};
  return {
    workTranslation: translations.map(({ language, headline, body, translator }) => ({
      ...{ '@type': 'BlogPosting', '@id': `${id}#${language.toLowerCase()}`, inLanguage: language },
      ...(headline === null ? {} : { headline: shortened(headline, MAX_HEADLINE_CHARS) }),
      articleBody: shortened(bodyText(body), MAX_BODY_CHARS),
      ...(translator.kind === 'person' ? { translator: { '@type': 'Person', name: translator.name } as const } : {}),
      translationOfWork: { '@id': id },
    })),
  };
}

function correctionsOf({ edits }: PublishedEntry) {
  const corrections = edits.filter(({ kind }) => kind !== 'update');
  return corrections.length === 0 ? {} : { correction: corrections.map(comment) };
}

function comment({ at, note }: { readonly at: string; readonly note: string | null }) {
  return { '@type': 'CorrectionComment', text: note ?? '', datePublished: at } as const;
}

function authorsOf(authors: readonly Author[], siteUrl: string): Person[] | { '@id': string } {
  return authors.length === 0 ? publisherId(siteUrl) : authors.map(({ name }) => ({ '@type': 'Person', name }));
}
