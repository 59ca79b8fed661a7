import type { ArticleState, Edit, Entry } from '#shared/article.ts';
import { after } from '../../live/browser.ts';
import type { Reader } from '../reader.ts';
import { type Aside, shownEntries } from '../reading.ts';
import { CorrectedNotice } from './corrected-notice.tsx';
import { changedBetween } from './news.ts';
import { entriesOnPage, isOnScreen, SCROLL_SETTLE_MS } from './on-screen.ts';
import { seenBefore } from './visits.ts';

/**
 * Keeps which corrections and withdrawals the reader has not come across, and puts a notice beside an entry whose wrong version was on
 * this screen, now or at an earlier visit. `seen`: is told what has been on screen, and how many edits were noted at it.
 */
export function watchChanged(reader: Reader, seen: Map<number, number>): () => void {
  const { article, reading, page } = reader;
  const stop = new AbortController();
  let stopWaiting = () => {};

  function look(): void {
    const here = numbersInSight();
    const { entries } = article.store.getState().article;
    for (const entry of entries) if (here.has(entry.number)) seen.set(entry.number, editsOf(entry).length);
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
    const shownOf = (state: ArticleState) =>
      view ? view.arrange(state, revealedTo) : shownEntries(state, page.before, revealedTo);
    // Of what is withdrawn no lens knows any more that it was there.
    const isShown = (number: number, kind: 'corrected' | 'withdrawn') =>
      shownOf(kind === 'corrected' ? now : then).some(entry => entry.number === number);
    const changed = [...changedBetween(then, now)].filter(([number, kind]) => isShown(number, kind));
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

  noteBetweenVisits(reader, seen);
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

/** What was on screen when the reader was here before, and was wrong. */
function noteBetweenVisits(reader: Reader, seen: Map<number, number>): void {
  const { page, reading } = reader;
  for (const [number, edits] of seenBefore(reader)) seen.set(number, edits);
  const corrected = page.state.entries.filter(entry =>
    editsOf(entry)
      .slice(seen.get(entry.number) ?? Number.POSITIVE_INFINITY)
      .some(({ kind }) => kind === 'correction'),
  );
  if (corrected.length === 0) return;
  reading.setState(({ asides }) => ({
    asides: new Map<number, Aside>([...corrected.map(({ number }) => [number, CorrectedNotice] as const), ...asides]),
  }));
}

function editsOf(entry: Entry): readonly Edit[] {
  return entry.retraction === null ? entry.edits : [];
}

function numbersInSight(): ReadonlySet<number> {
  if (document.visibilityState !== 'visible') return new Set();
  const here = entriesOnPage().filter(({ element }) => isOnScreen(element));
  return new Set(here.map(({ number }) => number));
}
