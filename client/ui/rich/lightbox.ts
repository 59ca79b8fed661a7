import type { Texts } from '../texts.ts';

/**
 * Shows a picture over the page, and with the arrow keys those beside it in its entry. The focus returns to where it came from. What
 * its entry does not show any more, because it was withdrawn or edited, is not shown here either (D11).
 */
export function openLightbox(from: HTMLAnchorElement, texts: Texts): void {
  const body = from.closest('.body') ?? document.body;
  const around = from.closest<HTMLElement>('article');
  const linksNow = () => (body.isConnected ? [...body.querySelectorAll<HTMLAnchorElement>('.picture-link')] : []);
  const links = linksNow();
  const surrounding = from.closest<HTMLElement>('[lang]')?.lang ?? texts.language;
  const dialog = document.createElement('dialog');
  dialog.className = 'lightbox';
  dialog.lang = texts.language;
  dialog.setAttribute('aria-label', texts.say('picture'));
  const figure = document.createElement('figure');
  figure.lang = surrounding;
  figure.setAttribute('aria-live', 'polite');
  const place = document.createElement('span');
  const close = button('close', texts.say('close'), '×', () => dialog.close());
  const bar = document.createElement('p');
  bar.append(place, close);
  let shown = links.indexOf(from);
  let address = from.href;
  function show(next: number): void {
    const links = linksNow();
    const link = links.at(next % links.length);
    if (link === undefined) return;
    shown = links.indexOf(link);
    address = link.href;
    figure.replaceChildren(imageOf(link), ...captionOf(link));
    place.textContent = links.length > 1 ? texts.say('pictureOf', { number: shown + 1, count: links.length }) : '';
  }
  if (links.length > 1) {
    bar.prepend(
      button('previous', texts.say('previousPicture'), '‹', () => show(shown - 1)),
      button('next', texts.say('nextPicture'), '›', () => show(shown + 1)),
    );
  }
  dialog.append(bar, figure);
  dialog.addEventListener('keydown', event => {
    const step = stepOf(event.key, dialog);
    // The page's own keys have a rest meanwhile.
    event.stopPropagation();
    if (step === 0 || links.length < 2) return;
    event.preventDefault();
    show(shown + step);
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || target === figure) dialog.close();
  });
  const watch = new MutationObserver(() => {
    if (!linksNow().some(link => link.href === address)) dialog.close();
  });
  dialog.addEventListener('close', () => {
    watch.disconnect();
    dialog.remove();
    focusOn(from, around);
  });
  show(shown);
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ['href'] });
}

/** Where the reader was; where that is gone, the entry that it was in, or the page. */
function focusOn(from: HTMLElement, around: HTMLElement | null): void {
  const place = [from, around].find(element => element?.isConnected) ?? document.querySelector('main');
  if (place !== from && place !== null) place.tabIndex = -1;
  place?.focus({ preventScroll: true });
}

function button(name: string, label: string, sign: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = `lightbox-${name}`;
  element.ariaLabel = label;
  element.title = label;
  element.textContent = sign;
  element.addEventListener('click', act);
  return element;
}

/** The same picture at full size. */
function imageOf(link: HTMLAnchorElement): HTMLElement {
  const shown = link.querySelector('picture')?.cloneNode(true) as HTMLElement;
  shown.querySelector('source')?.setAttribute('sizes', '100vw');
  shown.querySelector('img')?.removeAttribute('loading');
  return shown;
}

function captionOf(link: HTMLAnchorElement): Node[] {
  const caption = link.parentElement?.querySelector('figcaption');
  return caption ? [caption.cloneNode(true)] : [];
}

/** The arrows point the way that the page is read. */
function stepOf(key: string, dialog: Element): number {
  const forward = getComputedStyle(dialog).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  return key === forward ? 1 : key === back ? -1 : 0;
}
