import { flushSync } from 'react-dom';
import type { LiveArticle } from '../../live/article.ts';

const SLIDE_MS = 250;
/** Browsers place text on fractions of a pixel and scroll by whole ones: what moved by less than one did not move. */
const MOVED_PX = 1;
/** Whose parts may come, go and grow. What stands in anything else moves with it. */
const HOLDERS =
  'main, .article, .article-head, .date-line, .article-body, .summary, .summary ul, .key-events, .key-events :is(ol, details), .pinned, .timeline, .timeline-head, .timeline-tools, .timeline-foot, .entries, .entries > li, .entry, .entry-rail, .entry-main, .entry .body, .entry-edits';

interface Place {
  readonly element: Element;
  readonly left: number;
  readonly top: number;
  /** What it stands in: where that glides, it glides along. */
  readonly holder: Place | null;
}

interface Offset {
  readonly x: number;
  readonly y: number;
}

const NOWHERE: Offset = { x: 0, y: 0 };
const sliding = new Set<Animation>();
let still: Promise<void> | null = null;

/**
 * Makes room for what a change brings by letting what is on screen glide from where it was, instead of jumping. Resolves when all is at its
 * place and drawn there: until then nothing else should move, for browsers count as a jump what moves while it is on its way.
 */
export function slideOver(change: () => void): Promise<void> {
  if (document.visibilityState !== 'visible') {
    change();
    return Promise.resolve();
  }
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const places = isCalm ? [] : placesIn(document.getElementById('root'));
  for (const slide of sliding) slide.cancel();
  sliding.clear();
  const scrolledFrom = scrollY;
  flushSync(change);
  for (const slide of slidesFrom(places, scrollY - scrolledFrom)) sliding.add(slide);
  const ends = [...sliding].map(({ finished }) => finished);
  const own = Promise.allSettled(ends)
    .then(nextFrame)
    .then(() => {
      if (still === own) still = null;
    });
  still = own;
  return own;
}

/** Whatever changes in the article from now on lets the rest glide. Answers the way to stop. */
export function letGlide(article: LiveArticle): () => void {
  const { show } = article;
  article.show = change => void slideOver(change);
  return () => {
    article.show = show;
  };
}

/** Resolves when what is on its way now has come to rest; null where nothing is. */
export function untilStill(): Promise<void> | null {
  return still;
}

/**
 * Of what is in the window, and what is less than a window below it: where something above the window grows too, browsers keep what is
 * read in its place by scrolling, and then count that as if it had been in the window and jumped out of it.
 */
function placesIn(root: Element | null, holder: Place | null = null): Place[] {
  return [...(root?.children ?? [])].flatMap(element => {
    const { left, top, bottom } = element.getBoundingClientRect();
    if (bottom <= 0 || top >= 2 * innerHeight) return [];
    const place = { element, left, top, holder };
    return element.matches(HOLDERS) ? [place, ...placesIn(element, place)] : [place];
  });
}

function slidesFrom(places: readonly Place[], scrolledBy: number): Animation[] {
  // All is measured before anything is moved.
  const moved = places.map(place => ({ place, by: movedBy(place, scrolledBy) }));
  /** By how much each is away from its new place while all glides. */
  const offsets = new Map<Place, Offset>();
  return moved.flatMap(({ place, by }) => {
    const along = (place.holder && offsets.get(place.holder)) ?? NOWHERE;
    const [x, y] = [by.x - along.x, by.y - along.y];
    const isMoved = Math.max(Math.abs(x), Math.abs(y)) >= MOVED_PX;
    offsets.set(place, isMoved ? by : along);
    if (!isMoved) return [];
    const keyframes = [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }];
    return [place.element.animate(keyframes, { duration: SLIDE_MS, easing: 'ease-out' })];
  });
}

/** What began above the window and was scrolled only, so that what is read keeps its place, has not moved. */
function movedBy({ element, ...before }: Place, scrolledBy: number): Offset {
  if (!element.isConnected) return NOWHERE;
  const { left, top } = element.getBoundingClientRect();
  const [x, y] = [before.left - left, before.top - top];
  return Math.abs(y - scrolledBy) < MOVED_PX ? { x, y: 0 } : { x, y };
}

function nextFrame(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => resolve()));
}
