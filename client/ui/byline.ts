import type { Author } from '#shared/article.ts';
import type { Texts } from './texts.ts';

/** "By Ann Lee, in Houston and Bo Berg", or null where nobody is named. */
export function bylineOf(authors: readonly Author[], texts: Texts): string | null {
  if (authors.length === 0) return null;
  const names = authors.map(({ name, role }) => (role ? texts.say('authorWithRole', { name, role }) : name));
  return texts.say('by', {
    names: new Intl.ListFormat(texts.language).format(names),
  });
}
