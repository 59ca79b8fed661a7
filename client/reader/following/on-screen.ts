/** Entries of the timeline as they stand on the page, from the top. */
export function entriesOnPage(): { readonly number: number; readonly element: Element }[] {
  return [...document.querySelectorAll('.timeline .entries > li > article')].map(element => ({
    number: Number(element.id.replace('entry-', '')),
    element,
  }));
}

export function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** A scroll is over when nothing has moved for this long. */
export const SCROLL_SETTLE_MS = 150;
