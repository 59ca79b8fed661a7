import type { Author } from '#shared/article.ts';
import type { Texts } from './texts.ts';

/** Stands for the names while the words around them are found. */
const NAMES = '\n';

/** A part of a byline: words, or how an author is named. */
export interface BylinePart {
  readonly text: string;
  readonly author?: Author | undefined;
}

/** "By Ann Lee, in Houston and Bo Berg", or null where nobody is named. */
export function bylineOf(authors: readonly Author[], texts: Texts): string | null {
  if (authors.length === 0) return null;
  return bylineParts(authors, texts)
    .map(({ text }) => text)
    .join('');
}

export function bylineParts(authors: readonly Author[], texts: Texts): readonly BylinePart[] {
  const [before = '', after = ''] = texts.say('by', { names: NAMES }).split(NAMES);
  const names = authors.map(({ name, role }) => (role ? texts.say('authorWithRole', { name, role }) : name));
  const named = authors.values();
  const list = new Intl.ListFormat(texts.language).formatToParts(names);
  const parts = list.map(({ type, value }) => ({
    text: value,
    author: type === 'element' ? named.next().value : undefined,
  }));
  return [{ text: before }, ...parts, { text: after }];
}
