import { articlePath } from '#shared/addresses.ts';
import type { Reader } from '../reader.ts';

/** A further page, or another moment. */
const ELSEWHERE = /[?&](?:before|after|at)=/;

/** Links to the article seen through a lens, wherever they stand in it, change this page instead. Answers the way to stop. */
export function followLensLinks(reader: Reader): () => void {
  const stop = new AbortController();
  const path = articlePath(reader.page.state.article.slug);
  document.addEventListener(
    'click',
    event => {
      const { target, defaultPrevented, metaKey, ctrlKey, shiftKey, altKey } = event;
      if (defaultPrevented || metaKey || ctrlKey || shiftKey || altKey) return;
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('.article a[href*="?"]') : null;
      if (link === null || link.origin !== location.origin || link.pathname !== path) return;
      if (ELSEWHERE.test(link.search)) return;
      event.preventDefault();
      import('./look-through.ts').then(
        ({ lookThrough }) => lookThrough(reader, link),
        () => location.assign(link.href),
      );
    },
    { signal: stop.signal },
  );
  // Whoever keeps a lens hears of it alone.
  const lookBack = () => {
    if (reader.reading.getState().view !== null || location.search === '') return;
    import('./look-through.ts').then(
      ({ lookAsAddressed }) => lookAsAddressed(reader),
      () => location.reload(),
    );
  };
  addEventListener('popstate', lookBack, { signal: stop.signal });
  return () => stop.abort();
}
