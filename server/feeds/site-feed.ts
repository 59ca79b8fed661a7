import type { ReaderRenderer } from '#server/pages/assets.ts';
import type { ArticleChanged } from '#server/store/store.ts';
import { articlePath } from '#shared/addresses.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Site } from '#shared/pages.ts';
import { absolute, type Feed, type FeedItem, idOf, namesOf } from './feed.ts';

interface SiteFeedContext {
  readonly renderer: Pick<ReaderRenderer, 'portableBody'>;
  readonly site: Site;
  readonly siteUrl: string;
  readonly hub: string | null;
  readonly feedUrl: string;
  /** Where there is no article. */
  readonly emptyAt: string;
}

const MAX_ITEMS = 50;

/** The site's articles, the latest change first. */
export function siteFeed(articles: readonly ArticleChanged[], context: SiteFeedContext): Feed {
  const { site, siteUrl, hub, feedUrl, emptyAt } = context;
  return {
    id: `${siteUrl}/`,
    ...{ title: site.name, description: site.tagline, language: site.language, siteName: site.name, hub, feedUrl },
    pageUrl: `${siteUrl}/`,
    nextUrl: null,
    icon: `${siteUrl}/icon-512.png`,
    updatedAt: articles[0]?.changedAt ?? emptyAt,
    authors: [],
    items: articles.slice(0, MAX_ITEMS).map(article => articleItem(article, context)),
  };
}

function articleItem(
  { article, changedAt }: ArticleChanged,
  { siteUrl, renderer }: Pick<SiteFeedContext, 'siteUrl' | 'renderer'>,
): FeedItem {
  const lead = article.standfirst === '' ? '' : renderer.portableBody(paragraphs([article.standfirst]));
  return {
    id: idOf(article),
    url: `${siteUrl}${articlePath(article.slug)}`,
    title: article.headline,
    language: article.language,
    notices: [],
    html: `${lead}${absolute(renderer.portableBody(article.body), siteUrl)}`,
    authors: namesOf(article.authors),
    tags: [],
    publishedAt: article.createdAt,
    updatedAt: changedAt,
  };
}
