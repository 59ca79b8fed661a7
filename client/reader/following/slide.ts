import { flushSync } from 'react-dom';

const SLIDE_MS = 250;
/** What lies below the places where entries come in. */
const MOVED =
  '.timeline .entries > li, .timeline-foot, .featured, .related, .site-foot, .key-event-list > li, .key-events > details';

/**
 * Makes room for new entries by letting what is on screen glide down from where it was, instead of jumping. Resolves when all is at its
 * place and drawn there: until then nothing else should move, for browsers count as a jump what moves while it is on its way.
 */
export function slideOver(change: () => void): Promise<void> {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const places = new Map<Element, number>();
  if (!isCalm) for (const element of nearby(document.querySelectorAll(MOVED))) places.set(element, topOf(element));
  flushSync(change);
  const slides = [...places].flatMap(([element, top]) => {
    const moved = top - topOf(element);
    if (moved === 0) return [];
    const keyframes = [{ transform: `translateY(${moved}px)` }, { transform: 'none' }];
    return [element.animate(keyframes, { duration: SLIDE_MS, easing: 'ease-out' }).finished];
  });
  return Promise.allSettled(slides).then(nextFrame);
}

/**
 * What is in the window, and what is less than a window below it: where something above the window grows too, browsers keep what is
 * read in its place by scrolling, and then count that as if it had been in the window and jumped out of it.
 */
function nearby(elements: Iterable<Element>): Element[] {
  return [...elements].filter(element => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < 2 * innerHeight;
  });
}

function nextFrame(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => resolve()));
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
