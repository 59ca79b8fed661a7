import type { ArticleState } from '#shared/article.ts';
import { after } from '../../live/browser.ts';
import type { Reader } from '../reader.ts';
import { type Aside, shownEntries } from '../reading.ts';
import { CorrectedNotice } from './corrected-notice.tsx';
import { changedBetween } from './news.ts';
import { entriesOnPage, isOnScreen, SCROLL_SETTLE_MS } from './on-screen.ts';

/**
 * Keeps which corrections and withdrawals the reader has not come across, and puts a notice beside an entry whose wrong version was on
 * this screen.
 */
export function watchChanged({ article, reading, page }: Reader): () => void {
  const stop = new AbortController();
  /** What has been on screen, whatever it said then. */
  const seen = new Set<number>();
  let stopWaiting = () => {};

  function look(): void {
    const here = numbersInSight();
    for (const number of here) seen.add(number);
    const { unseen } = reading.getState();
    const left = new Map([...unseen].filter(([number]) => !here.has(number)));
    if (left.size < unseen.size) reading.setState({ unseen: left });
  }
  function lookSoon(): void {
    stopWaiting();
    stopWaiting = after(SCROLL_SETTLE_MS, look);
  }
  function note(now: ArticleState, then: ArticleState): void {
    const { revealedTo, unseen, asides, view } = reading.getState();
    const shown = view ? view.arrange(now, revealedTo) : shownEntries(now, page.before, revealedTo);
    const isShown = (number: number) => shown.some(entry => entry.number === number);
    const changed = [...changedBetween(then, now)].filter(([number]) => isShown(number));
    if (changed.length === 0) return;
    const here = numbersInSight();
    // An open comparison says it itself.
    const corrected = changed.filter(
      ([number, kind]) => kind === 'corrected' && seen.has(number) && !asides.has(number),
    );
    reading.setState({
      unseen: new Map([...unseen, ...changed.filter(([number]) => !here.has(number))]),
      asides: new Map<number, Aside>([...asides, ...corrected.map(([number]) => [number, CorrectedNotice] as const)]),
    });
  }

  look();
  note(article.store.getState().article, page.state);
  const stops = [
    article.store.subscribe(({ article: now }, { article: then }) => {
      if (now === then) return;
      note(now, then);
      lookSoon();
    }),
    // What was held, or left out by a lens, comes on screen without a change of the article.
    reading.subscribe((now, then) => {
      if (now.revealedTo !== then.revealedTo || now.view !== then.view) lookSoon();
    }),
  ];
  addEventListener('scroll', lookSoon, { passive: true, signal: stop.signal });
  document.addEventListener('visibilitychange', lookSoon, { signal: stop.signal });
  return () => {
    for (const end of stops) end();
    stop.abort();
    stopWaiting();
  };
}

function numbersInSight(): ReadonlySet<number> {
  if (document.visibilityState !== 'visible') return new Set();
  const here = entriesOnPage().filter(({ element }) => isOnScreen(element));
  return new Set(here.map(({ number }) => number));
}
