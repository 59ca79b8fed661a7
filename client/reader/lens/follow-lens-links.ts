import { articlePath } from '#shared/addresses.ts';
import { type Lens, lensOf, lensQuery } from '#shared/lens.ts';
import type { Reader } from '../reader.ts';

/** Links to the article seen through a lens, wherever they stand in it, change this page instead. Answers the way to stop. */
export function followLensLinks(reader: Reader): () => void {
  const stop = new AbortController();
  document.addEventListener(
    'click',
    event => {
      const { target, defaultPrevented, metaKey, ctrlKey, shiftKey, altKey } = event;
      if (defaultPrevented || metaKey || ctrlKey || shiftKey || altKey) return;
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('.article a[href*="?"]') : null;
      const lens = link && lensAt(link, reader.page.state.article.slug);
      if (link === null || lens === null) return;
      event.preventDefault();
      import('./look-through.ts').then(
        ({ lookThrough }) => lookThrough(reader, lens),
        () => location.assign(link.href),
      );
    },
    { signal: stop.signal },
  );
  return () => stop.abort();
}

/** What an address looks at the article through; null where it is no such address, or one of a further page. */
function lensAt({ pathname, search }: HTMLAnchorElement, slug: string): Lens | null {
  const query = new URLSearchParams(search);
  const lens = lensOf(name => query.get(name));
  const isLens = pathname === articlePath(slug) && lensQuery(lens) !== '';
  return isLens && query.size === new URLSearchParams(lensQuery(lens)).size ? lens : null;
}
