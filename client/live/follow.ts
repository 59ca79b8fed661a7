import type { LiveArticle } from './article.ts';
import { Connection, type ConnectionParts } from './connection.ts';

export interface FollowOptions {
  readonly article: LiveArticle;
  readonly slug: string;
  readonly parts: ConnectionParts;
}

/** Keeps an article up to date. Answers the way to stop. */
export function follow({ article, slug, parts }: FollowOptions): () => void {
  const connection = new Connection({
    article: slug,
    since: () => article.since(),
    receive: message => article.receive(message),
    onState: state => article.setConnection(state),
    onOnline: () => article.askAgain(),
    parts,
  });
  return () => {
    connection.close();
    article.close();
  };
}
