import type { Feed, FeedItem } from './feed.ts';

/** JSON Feed 1.1. */
export function jsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    ...(feed.description === '' ? {} : { description: feed.description }),
    home_page_url: feed.pageUrl,
    feed_url: feed.feedUrl,
    ...(feed.nextUrl === null ? {} : { next_url: feed.nextUrl }),
    icon: feed.icon,
    language: feed.language,
    ...authorsOf(feed.authors.length === 0 ? [feed.siteName] : feed.authors),
    ...(feed.hub === null ? {} : { hubs: [{ type: 'WebSub', url: feed.hub }] }),
    items: feed.items.map(jsonItem),
  });
}

function jsonItem(item: FeedItem) {
  return {
    ...{ id: item.id, url: item.url, title: item.title, content_html: item.html },
    ...(item.notices.length === 0 ? {} : { summary: item.notices.join('\n') }),
    ...{ date_published: item.publishedAt, date_modified: item.updatedAt, language: item.language },
    ...authorsOf(item.authors),
    ...(item.tags.length === 0 ? {} : { tags: item.tags }),
  };
}

function authorsOf(names: readonly string[]) {
  return names.length === 0 ? {} : { authors: names.map(name => ({ name })) };
}
