import { entryPath } from '#shared/addresses.ts';
import { browserParts } from '../live/browser.ts';
import { follow } from '../live/follow.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import { remember } from './preferences.ts';
import type { Reader } from './reader.ts';
import { tellConnection } from './tell-connection.ts';

/** Brings a page to life: it follows its article until the answer is called. */
export function followPage(reader: Reader): () => void {
  const { article, page, preferences } = reader;
  const { slug } = page.state.article;
  goToNamedEntry(reader);
  const stops = [
    markConnection(reader),
    tellConnection(reader),
    remember(preferences),
    follow({ article, slug, parts: browserParts(slug) }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** An address may be an entry's own, or name one that has left this page for an older one since it was shared. */
function goToNamedEntry({ page }: Reader): void {
  // Browsers that know `scroll-initial-target`, or come back to the page, are elsewhere by now.
  if (page.entryNumber !== null && scrollY === 0 && location.hash === '')
    document.querySelector('.is-named')?.scrollIntoView();
  const number = Number(/^#entry-(\d+)$/.exec(location.hash)?.[1]);
  const { article, completeFrom } = page.state;
  if (page.before === null && number < completeFrom && !document.getElementById(entryAnchor(number)))
    location.replace(entryPath(article.slug, { number }));
}

/** On the document, for operators and tests. */
function markConnection({ article }: Reader): () => void {
  return article.store.subscribe(({ connection }) => {
    document.documentElement.dataset.live = connection.status;
  });
}
