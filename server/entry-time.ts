import type { PublishedEntry } from '#shared/article.ts';

/**
 * When an entry was published, for programs: as its editor says, but for a time later than its last change, such as one still to come.
 * Nothing is published after it was changed, and the time of a change has to move with each.
 */
export function publishedFor({ displayAt, publishedAt, editedAt }: PublishedEntry): string {
  const changedAt = editedAt ?? publishedAt;
  return displayAt !== null && Date.parse(displayAt) <= Date.parse(changedAt) ? displayAt : publishedAt;
}
