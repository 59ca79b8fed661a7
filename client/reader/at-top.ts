import { after } from '../live/browser.ts';
import type { Reader } from './reader.ts';
import { hasHeld, reveal } from './reading.ts';
import { SLIDE_OVER_MS, slideOver } from './slide.ts';

/** A scroll is over when nothing has moved for this long. */
const SCROLL_SETTLE_MS = 150;

/** Shows new entries as they come while the reader is at the top of a visible page; answers the way to stop. */
export function revealAtTop(reader: Reader): () => void {
  const { article, reading, page } = reader;
  if (page.before !== null) return () => {};
  const stop = new AbortController();
  let frame = 0;
  let stopWaiting = () => {};
  let slidUntil = 0;

  function revealNow(): void {
    const state = article.store.getState().article;
    if (!hasHeld(state, reading.getState()) || !mayShowAtOnce()) return;
    const now = performance.now();
    if (now < slidUntil) return revealAfter(slidUntil - now);
    slidUntil = now + SLIDE_OVER_MS;
    slideOver(() => reveal(reading, state, 'marked'));
  }
  function revealAfter(ms: number): void {
    stopWaiting();
    stopWaiting = after(ms, revealNow);
  }
  function revealNextFrame(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(revealNow);
  }

  const unsubscribe = article.store.subscribe(({ article: now }, { article: then }) => {
    if (now.position.epoch !== then.position.epoch) reveal(reading, now, 'quietly');
    else if (now !== then) revealNextFrame();
  });
  addEventListener('scroll', () => revealAfter(SCROLL_SETTLE_MS), {
    passive: true,
    signal: stop.signal,
  });
  document.addEventListener('visibilitychange', revealNextFrame, {
    signal: stop.signal,
  });
  return () => {
    unsubscribe();
    stop.abort();
    stopWaiting();
    cancelAnimationFrame(frame);
  };
}

/** What the button does: shows what is held and takes the reader, focus included, to where it begins. */
export function showHeld({ article, reading }: Reader): void {
  reveal(reading, article.store.getState().article, 'marked');
  const heading = document.getElementById('updates');
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ behavior: isCalm ? 'instant' : 'smooth' });
}

/** The timeline's beginning is on screen or still to come, and nobody is busy with what would move. */
function mayShowAtOnce(): boolean {
  if (document.visibilityState !== 'visible') return false;
  const heading = document.getElementById('updates');
  return heading !== null && heading.getBoundingClientRect().top >= 0 && !isInUse();
}

function isInUse(): boolean {
  const timeline = document.querySelector('.timeline');
  const focused = document.activeElement;
  if (focused?.closest('.held') || (focused?.closest('.timeline .entries') && isOnScreen(focused))) return true;
  const selection = getSelection();
  return timeline !== null && selection?.type === 'Range' && selection.containsNode(timeline, true);
}

function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
