import { entriesOnPage, isOnScreen } from './on-screen.ts';

/** The ref of something that may go away with the focus in it: reading goes on at its own entry, or at the first that is on screen. */
export function passFocusOn(element: HTMLElement | null): () => void {
  return () => {
    if (!element?.contains(document.activeElement)) return;
    const entry = element.closest('li') ?? entriesOnPage().find(each => isOnScreen(each.element))?.element;
    const title = entry?.querySelector('h3') ?? document.getElementById('updates');
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  };
}
