import { flushSync } from 'react-dom';
import type { LiveArticle } from '../../live/article.ts';

/** Holds still what is being read while something above it changes, in browsers that do not do so themselves. */
export function keepPlace(article: LiveArticle): () => void {
  if (CSS.supports('overflow-anchor', 'auto')) return () => {};
  return article.store.subscribe((now, then) => {
    const anchor = now.article === then.article ? null : firstEntryInView();
    if (anchor === null) return;
    const top = anchor.getBoundingClientRect().top;
    // What the change has already asked of React is drawn here, so that both places are known before anything is painted.
    flushSync(() => {});
    scrollBy({
      top: anchor.getBoundingClientRect().top - top,
      behavior: 'instant',
    });
  });
}

/** Null while the reader is above the timeline. */
function firstEntryInView(): Element | null {
  const heading = document.getElementById('updates');
  if (heading === null || heading.getBoundingClientRect().top >= 0) return null;
  const entries = [...document.querySelectorAll('.timeline .entries > li')];
  return entries.find(entry => entry.getBoundingClientRect().bottom > 0) ?? null;
}
