import { x } from 'xastscript';
import type { Feed, FeedItem } from './feed.ts';
import { xmlDocument } from './xml.ts';

/** Atom (RFC 4287), in pages (RFC 5005). */
export function atomFeed(feed: Feed): string {
  const { id, title, description, language, pageUrl, feedUrl, nextUrl, hub, icon, updatedAt } = feed;
  const authors = feed.authors.length === 0 ? [feed.siteName] : feed.authors;
  return xmlDocument(
    x('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language }, [
      x('id', id),
      x('title', title),
      ...(description === '' ? [] : [x('subtitle', description)]),
      x('updated', updatedAt),
      x('icon', icon),
      x('generator', 'Pressbox'),
      x('link', { rel: 'alternate', type: 'text/html', href: pageUrl }),
      x('link', { rel: 'self', type: 'application/atom+xml', href: feedUrl }),
      ...(nextUrl === null ? [] : [x('link', { rel: 'next', type: 'application/atom+xml', href: nextUrl })]),
      ...(hub === null ? [] : [x('link', { rel: 'hub', href: hub })]),
      ...authors.map(author),
      ...feed.items.map(atomEntry),
    ]),
  );
}

function atomEntry(item: FeedItem) {
  return x('entry', { 'xml:lang': item.language }, [
    x('id', item.id),
    x('title', item.title),
    x('published', item.publishedAt),
    x('updated', item.updatedAt),
    x('link', { rel: 'alternate', type: 'text/html', href: item.url }),
    ...item.authors.map(author),
    ...item.tags.map(term => x('category', { term })),
    ...(item.notices.length === 0 ? [] : [x('summary', item.notices.join('\n'))]),
    x('content', { type: 'html' }, item.html),
  ]);
}

function author(name: string) {
  return x('author', [x('name', name)]);
}
