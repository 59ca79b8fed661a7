import { flushSync } from 'react-dom';
import type { Reader } from '../reader.ts';
import type { TimelineView } from '../reading.ts';
import { heldEntries, reveal } from './held.ts';
import { unseenHere } from './news.ts';
import { entriesOnPage } from './on-screen.ts';

/** Of the window's height: what is that near to the head of the timeline is shown together with it. */
const NEAR = 0.6;

/**
 * What the button does: shows what is held and takes the reader, focus included, to the first that is unread, which is the oldest: from
 * there reading goes on. Where nothing is held, it goes from one to the next of what was corrected or withdrawn; the rest stays counted.
 */
export function showHeld({ article, reading, page }: Reader): void {
  const state = article.store.getState().article;
  const { revealedTo, unseen, view } = reading.getState();
  const held = heldEntries(state, page, revealedTo, view);
  if (held.length > 0) {
    flushSync(() => reveal(reading, state, 'returning'));
    return goToFirst(new Set(held.map(({ number }) => number)), view);
  }
  const here = unseenHere(state, reading.getState());
  const next = entriesOnPage().find(({ number }) => here.has(number));
  // What has left the page meanwhile is not waited with; what a lens leaves out is.
  const done = new Set(next ? [next.number] : here.keys());
  reading.setState({ unseen: new Map([...unseen].filter(([number]) => !done.has(number))) });
  goToFirst(new Set(next && [next.number]), view);
}

/** Takes the reader to the oldest of these entries that is on the page; where there is none, to where it will be. */
export function goToFirst(numbers: ReadonlySet<number>, view: TimelineView | null): void {
  const wanted = entriesOnPage().filter(({ number }) => numbers.has(number));
  const found = wanted.toSorted((a, b) => a.number - b.number)[0]?.element;
  if (found === undefined && view?.newAt === 'end') return document.querySelector<HTMLElement>('.older')?.focus();
  const head = document.getElementById('updates');
  const title = found?.querySelector<HTMLElement>('h3') ?? head;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  title?.setAttribute('tabindex', '-1');
  title?.focus({ preventScroll: true });
  // With the head of the timeline in the window, what comes next is shown at once again.
  const place = found === undefined || isNear(head, title) ? head : found;
  place?.scrollIntoView({ behavior: isCalm ? 'instant' : 'smooth' });
}

function isNear(head: Element | null, title: Element | null): boolean {
  const [from = 0, to = 0] = [head, title].map(element => element?.getBoundingClientRect().top);
  return to - from < NEAR * innerHeight;
}
