import { addressedLens, lensPath } from '../lens/lens-address.ts';
import type { Reader } from '../reader.ts';
import { focusOn } from './go-to-entry.ts';
import type { Key } from './key-names.ts';
import { KeysSheet } from './keys-sheet.tsx';
import { openSheet } from './sheet.tsx';

/** Does what a key stands for. */
export function pressKey(reader: Reader, key: Key): void {
  switch (key) {
    case 'j':
      return step(1);
    case 'k':
      return step(-1);
    case 'n':
      return goToNewest(reader);
    case 'p':
      return focusOn(document.querySelector<HTMLElement>('.pinned .entry, .summary'));
    case 'o':
      return press(entryAtHand()?.querySelector('.entry-when'));
    case 's':
      return press(entryAtHand()?.querySelector('.share') ?? document.querySelector('.share'));
    case 'c':
      return press(document.querySelector('.to-contents'));
    case '/':
      return goToSearch();
    case '?':
      return openSheet(reader, () => <KeysSheet />);
    default:
      return key satisfies never;
  }
}

/** To the next entry, or the one before; past the last one that is here, those below it come. */
function step(by: 1 | -1): void {
  const all = entries();
  const focused = focusedEntry();
  if (focused === null) return focusOn(entryAtHand());
  const next = all[all.indexOf(focused) + by];
  if (next) focusOn(next);
  else if (by === 1) press(document.querySelector('.older'));
}

/** With the oldest first, the newest is here once there is nothing more to read. */
function goToNewest({ page, reading }: Reader): void {
  const held = document.querySelector('.held > *');
  const isLast = reading.getState().view?.newAt === 'end';
  const isHere = isLast ? document.querySelector('.older') === null : page.before === null;
  if (held) press(held);
  else if (isHere) focusOn(entries().at(isLast ? -1 : 0) ?? null);
  else location.assign(lensPath(page.state.article.slug, { ...addressedLens(), order: 'newest' }));
}

/** Its field is loaded when the search is first unfolded. */
function goToSearch(): void {
  const search = document.querySelector<HTMLDetailsElement>('.search');
  if (search === null || focusField(search)) return;
  const loading = new MutationObserver(() => focusField(search) && loading.disconnect());
  loading.observe(search, { childList: true, subtree: true });
  search.open = true;
}

function focusField(search: HTMLDetailsElement): boolean {
  const field = search.querySelector<HTMLElement>('input[type=search]');
  if (field === null) return false;
  search.open = true;
  field.focus();
  return true;
}

function entries(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.timeline .entries > li > .entry')];
}

/** The one that has the focus, or the first that is on screen. */
function entryAtHand(): HTMLElement | null {
  return focusedEntry() ?? entries().find(entry => entry.getBoundingClientRect().bottom > 0) ?? null;
}

function focusedEntry(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('.timeline .entries > li > .entry') ?? null;
}

function press(control: Element | null | undefined): void {
  if (control instanceof HTMLElement) control.click();
}
