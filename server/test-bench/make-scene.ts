import type { Accepted, Scene } from '#server/decision.ts';
import type { UnplacedChange } from '#server/store/store.ts';
import type { Article } from '#shared/article.ts';
import { ArticleCommand } from '#shared/commands.ts';
import type { Role, User } from '#shared/users.ts';

export const NOW = '2026-03-01T10:00:00.000Z';

/** What a command meets, of which a test names only what it is about. */
export function makeScene(article: Article, given: Partial<Scene> = {}): Scene {
  return {
    ...{ article, lastNumber: 0, entry: null, draft: null, publishedAs: null, draftsOfUser: 0, pictures: [] },
    ...{ user: user('editor'), now: NOW },
    newId: () => 'new-id-0001',
    ...given,
  };
}

export function user(role: Role): User {
  return { id: `user-${role}`, name: role, email: `${role}@example.org`, role };
}

/** As it comes through the door, with the defaults of its schema. */
export function command(given: object): ArticleCommand {
  return ArticleCommand.parse({ commandId: 'command-1', ...given });
}

export function accepted(...changes: UnplacedChange[]): Accepted {
  return { verdict: 'accepted', changes };
}
