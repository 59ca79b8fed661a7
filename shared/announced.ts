import type { Article } from './article.ts';

export type Announcing = Pick<Article, 'status' | 'startsAt' | 'resumesAt'>;

/** The instant that an article's readers wait for: when what is upcoming starts, and what is paused goes on. */
export function announcedAt({ status, startsAt, resumesAt = null }: Announcing): string | null {
  if (status === 'upcoming') return startsAt;
  return status === 'paused' ? resumesAt : null;
}
