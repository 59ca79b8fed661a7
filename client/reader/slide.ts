import { flushSync } from 'react-dom';

const SLIDE_MS = 250;
/** Until then nothing else should move: browsers count as a jump what moves while it is on its way. */
export const SLIDE_OVER_MS = SLIDE_MS + 100;
/** What lies below the places where entries come in. */
const MOVED =
  '.timeline .entries > li, .timeline-foot, .featured, .related, .site-foot, .key-event-list > li, .key-events > details';

/** Makes room for new entries by letting what is on screen glide down from where it was, instead of jumping. */
export function slideOver(change: () => void): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const places = new Map<Element, number>();
  if (!isCalm) for (const element of visible(document.querySelectorAll(MOVED))) places.set(element, topOf(element));
  flushSync(change);
  for (const [element, top] of places) {
    const moved = top - topOf(element);
    if (moved !== 0)
      element.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], {
        duration: SLIDE_MS,
        easing: 'ease-out',
      });
  }
}

function visible(elements: Iterable<Element>): Element[] {
  return [...elements].filter(element => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
