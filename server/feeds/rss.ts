import { x } from 'xastscript';
import type { Feed, FeedItem } from './feed.ts';
import { xmlDocument } from './xml.ts';

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
};

/** RSS 2.0, with Dublin Core for authors and languages and Atom for what moves. */
export function rssFeed(feed: Feed): string {
  const { title, description, language, pageUrl, feedUrl, nextUrl, hub, icon, updatedAt } = feed;
  return xmlDocument(
    x('rss', { version: '2.0', ...NAMESPACES }, [
      x('channel', [
        x('title', title),
        x('link', pageUrl),
        x('description', description || title),
        x('language', language),
        x('lastBuildDate', rssDate(updatedAt)),
        x('generator', 'Pressbox'),
        x('image', [x('url', icon), x('title', title), x('link', pageUrl)]),
        x('atom:link', { rel: 'self', type: 'application/rss+xml', href: feedUrl }),
        ...(nextUrl === null ? [] : [x('atom:link', { rel: 'next', type: 'application/rss+xml', href: nextUrl })]),
        ...(hub === null ? [] : [x('atom:link', { rel: 'hub', href: hub })]),
        ...feed.items.map(rssItem),
      ]),
    ]),
  );
}

function rssItem(item: FeedItem) {
  return x('item', [
    x('title', item.title),
    x('link', item.url),
    x('guid', { isPermaLink: 'false' }, item.id),
    x('pubDate', rssDate(item.publishedAt)),
    x('atom:updated', item.updatedAt),
    ...(item.notices.length === 0 ? [] : [x('description', item.notices.join('\n'))]),
    x('content:encoded', item.html),
    x('dc:language', item.language),
    ...item.authors.map(name => x('dc:creator', name)),
    ...item.tags.map(tag => x('category', tag)),
  ]);
}

/** RFC 822, as RSS wants it. */
function rssDate(instant: string): string {
  return new Date(instant).toUTCString();
}
