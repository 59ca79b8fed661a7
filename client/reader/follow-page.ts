import { entryPath } from '#shared/addresses.ts';
import { browserParts } from '../live/browser.ts';
import { follow } from '../live/follow.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import { remember } from './preferences.ts';
import type { Reader } from './reader.ts';
import { highestNumber } from './reading.ts';
import { tellConnection } from './tell-connection.ts';

/** Brings a page to life: it follows its article until the answer is called. */
export function followPage(reader: Reader): () => void {
  const { article, page, preferences } = reader;
  const { slug } = page.state.article;
  goToOwnEntry(reader);
  goToNamedEntry(reader);
  const stop = new AbortController();
  addEventListener('hashchange', () => goToNamedEntry(reader), { signal: stop.signal });
  const stops = [
    () => stop.abort(),
    markConnection(reader),
    tellConnection(reader),
    remember(preferences),
    follow({ article, slug, parts: browserParts(slug) }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function goToOwnEntry({ page }: Reader): void {
  // Browsers that know `scroll-initial-target`, or come back to the page, are elsewhere by now.
  if (page.entryNumber !== null && scrollY === 0 && location.hash === '')
    document.querySelector('.is-named')?.scrollIntoView();
}

/** An address may name an entry that is elsewhere: it has left this page since it was shared, is held, or left out by a lens. */
function goToNamedEntry({ page, article }: Reader): void {
  const state = article.store.getState().article;
  const number = Number(/^#entry-([1-9]\d*)$/.exec(location.hash)?.[1]);
  const isKnown = number <= Math.max(page.lastNumber, highestNumber(state));
  if (isKnown && !document.getElementById(entryAnchor(number)))
    location.replace(entryPath(state.article.slug, { number }));
}

/** On the document, for operators and tests. */
function markConnection({ article }: Reader): () => void {
  return article.store.subscribe(({ connection }) => {
    document.documentElement.dataset.live = connection.status;
  });
}
