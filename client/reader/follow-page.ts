import { browserParts } from '../live/browser.ts';
import { follow } from '../live/follow.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import { elsewhereHref } from './addresses.ts';
import { revealAtTop } from './at-top.ts';
import { headOf } from './head.ts';
import { keepPlace } from './keep-place.ts';
import type { Reader } from './reader.ts';
import { heldCount } from './reading.ts';
import { tellConnection, tellNews } from './tell.ts';

/** Brings a page to life: it follows its article until the answer is called. */
export function followPage(reader: Reader): () => void {
  const { article, page } = reader;
  const { slug } = page.state.article;
  goToNamedEntry(reader);
  const stops = [
    keepPlace(article),
    markConnection(reader),
    countInTitle(reader),
    tellConnection(reader),
    tellNews(reader),
    revealAtTop(reader),
    follow({ article, slug, parts: browserParts(slug) }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** An address may name an entry that has left this page for an older one since it was shared. */
function goToNamedEntry({ page }: Reader): void {
  const number = Number(/^#entry-(\d+)$/.exec(location.hash)?.[1]);
  const { article, completeFrom } = page.state;
  if (page.before === null && number < completeFrom && !document.getElementById(entryAnchor(number)))
    location.replace(elsewhereHref(article.slug, number));
}

/** On the document, for operators and tests. */
function markConnection({ article }: Reader): () => void {
  return article.store.subscribe(({ connection }) => {
    document.documentElement.dataset.live = connection.status;
  });
}

function countInTitle({ article, reading, page }: Reader): () => void {
  function show(): void {
    const state = article.store.getState().article;
    const count = heldCount(state, page, reading.getState().revealedTo);
    const { title } = headOf({ ...page, state });
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }
  const stops = [article.store.subscribe(show), reading.subscribe(show)];
  return () => {
    for (const stop of stops) stop();
  };
}
