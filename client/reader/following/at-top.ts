import type { ArticleState } from '#shared/article.ts';
import { after } from '../../live/browser.ts';
import { richPartsFor } from '../../ui/rich/rich.tsx';
import type { Reader } from '../reader.ts';
import type { TimelineView } from '../reading.ts';
import { hasHeld, heldEntries, reveal } from './held.ts';
import { isKeyEvent } from './news.ts';
import { isOnScreen, SCROLL_SETTLE_MS } from './on-screen.ts';
import { waitMs } from './pace.ts';
import { slideOver, untilStill } from './slide.ts';

/**
 * Shows new entries as they come, or at the reader's pace, while the reader is at the top of a visible page; answers the way to stop.
 * Edits, corrections and withdrawals apply at once at every pace: what is known to be wrong is not left on a screen.
 */
export function revealAtTop(reader: Reader): () => void {
  const { article, reading, page, preferences } = reader;
  if (page.before !== null) return () => {};
  const stop = new AbortController();
  let frame = 0;
  let stopWaiting = () => {};
  let lastAt = performance.now();
  /** Whether the reader was there when the first of what is held came. */
  let manner: 'marked' | 'returning' = 'marked';

  function revealNow(): void {
    const state = article.store.getState().article;
    if (!hasHeld(state, reading.getState())) return;
    const still = untilStill();
    if (still !== null) return revealAfterwards(still);
    if (!mayShowAtOnce(reading.getState().view)) {
      manner = 'returning';
      return;
    }
    const now = performance.now();
    const held = heldEntries(state, page, reading.getState().revealedTo, reading.getState().view);
    const keyEvents = held.filter(isKeyEvent).length;
    const wait = waitMs(preferences.getState().pace, now - lastAt, { keyEvents });
    if (wait === Number.POSITIVE_INFINITY) return;
    if (wait > 0) return revealAfter(wait);
    const brought = richPartsFor(held);
    if (brought !== null) return void brought.then(revealNextFrame);
    lastAt = now;
    revealAfterwards(slideOver(() => reveal(reading, state, manner)));
    manner = 'marked';
  }
  function revealAfterwards(still: Promise<void>): void {
    void still.then(() => stop.signal.aborted || revealNextFrame());
  }
  function revealAfter(ms: number): void {
    stopWaiting();
    stopWaiting = after(ms, revealNow);
  }
  function revealNextFrame(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(revealNow);
  }
  function note(now: ArticleState, then: ArticleState): void {
    if (now.position.epoch !== then.position.epoch) return reveal(reading, now, 'quietly');
    // What is held can be drawn whole once it is asked for.
    void richPartsFor(now.entries);
    // No frame is drawn in a hidden tab: what comes there waits.
    if (!hasHeld(then, reading.getState())) manner = document.visibilityState === 'visible' ? 'marked' : 'returning';
    revealNextFrame();
  }

  revealNextFrame();
  const stops = [
    article.store.subscribe(({ article: now }, { article: then }) => {
      if (now !== then) note(now, then);
    }),
    preferences.subscribe(revealNextFrame),
  ];
  addEventListener('scroll', () => revealAfter(SCROLL_SETTLE_MS), { passive: true, signal: stop.signal });
  document.addEventListener('visibilitychange', revealNextFrame, { signal: stop.signal });
  return () => {
    for (const end of stops) end();
    stop.abort();
    stopWaiting();
    cancelAnimationFrame(frame);
  };
}

/** The place where they come in is on screen, and nobody is busy with what would move. */
function mayShowAtOnce(view: TimelineView | null): boolean {
  if (document.visibilityState !== 'visible' || isInUse()) return false;
  return view?.newAt === 'end' ? isEndOnScreen() : isTopInReach();
}

/** The timeline's beginning is on screen or still to come. */
function isTopInReach(): boolean {
  const heading = document.getElementById('updates');
  return heading !== null && heading.getBoundingClientRect().top >= 0;
}

function isEndOnScreen(): boolean {
  const foot = document.querySelector('.timeline-foot');
  return foot !== null && isOnScreen(foot);
}

/** Something that plays, something from elsewhere that was opened, or a comparison that is read. */
const BUSY = '.timeline .entries :is(audio, video, iframe, .changes)';

function isInUse(): boolean {
  const timeline = document.querySelector('.timeline');
  const focused = document.activeElement;
  if (focused?.closest('.held')) return true;
  // A title has the focus because the reader was taken to it; what a reader goes to by keyboard is something to press.
  if (focused?.closest('.timeline .entries') && !focused.matches('h3') && isOnScreen(focused)) return true;
  if ([...document.querySelectorAll(BUSY)].some(element => isPlaying(element) && isOnScreen(element))) return true;
  const selection = getSelection();
  return timeline !== null && selection?.type === 'Range' && selection.containsNode(timeline, true);
}

function isPlaying(element: Element): boolean {
  return !(element instanceof HTMLMediaElement) || !element.paused;
}
