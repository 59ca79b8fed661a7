import type { ArticleState } from '#shared/article.ts';
import { picturesIn } from '#shared/body-text.ts';
import { copiesOf } from '#shared/media.ts';
import { dropPictures, PICTURES, pictureKey } from './kept.ts';

/** Of an article. At the smallest size a picture has some 30 KB. */
const MAX_PICTURES = 8;

/** Lays small copies of the newest entries' pictures aside. Those that no entry has any more go first (D11). */
export async function keepPictures(state: ArticleState): Promise<void> {
  const wanted = newestPictures(state);
  await dropPictures(state.article.slug, [...wanted.keys()]);
  if (isSparing()) return;
  const pictures = await caches.open(PICTURES);
  for (const [key, src] of wanted) {
    const response = (await pictures.match(key)) ? null : await fetch(src);
    if (response?.ok) await pictures.put(key, response);
  }
}

/** What is no longer in the article goes; nothing is fetched. */
export function dropUnused(state: ArticleState): Promise<void> {
  return dropPictures(state.article.slug, [...newestPictures(state).keys()]);
}

/** The smallest copies, by where they are to lie. */
function newestPictures({ article, entries }: ArticleState): ReadonlyMap<string, string> {
  const bodies = [article.body, ...entries.flatMap(entry => (entry.retraction === null ? [entry.body] : []))];
  const sources = bodies.flatMap(picturesIn).flatMap(picture => {
    const smallest = copiesOf(picture)[0];
    return smallest ? [[pictureKey(picture.src, article.slug), smallest.src] as const] : [];
  });
  return new Map([...new Map(sources)].slice(0, MAX_PICTURES));
}

/** Who pays for every byte has asked for as few as possible. */
function isSparing(): boolean {
  return 'connection' in navigator && Object(navigator.connection).saveData === true;
}
