import { entryAnchor } from '../../ui/entry-view.tsx';

/** Takes the reader, focus included, to an entry of this page. */
export function goToEntry(number: number): void {
  focusOn(document.getElementById(entryAnchor(number)));
}

/** Focus for something that is no control: it begins there, and Tab goes on from there. */
export function focusOn(element: HTMLElement | null): void {
  if (element === null) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'start', behavior: 'instant' });
}
