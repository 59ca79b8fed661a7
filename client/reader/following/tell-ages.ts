import type { Reader } from '../reader.ts';
import { agoText, minutesAgo } from './ago.ts';
import { untilStill } from './slide.ts';

const TICK_MS = 10_000;

/**
 * Writes how long ago the entries in sight were published into the places that are left for it, by the server's clock. Nothing speaks of
 * it, nothing moves, and a clock that is put right never makes an entry younger.
 */
export function tellAges({ article, reading }: Reader): () => void {
  const stop = new AbortController();
  const inSight = new Set<HTMLElement>();
  const told = new WeakMap<HTMLElement, number>();
  let frame = 0;

  function write(): void {
    if (document.visibilityState !== 'visible' || stop.signal.aborted) return;
    const still = untilStill();
    if (still !== null) return void still.then(write);
    const { article: state, serverAheadMs } = article.store.getState();
    const { language } = state.article;
    for (const place of inSight) {
      const minutes = Math.max(told.get(place) ?? 0, minutesAgo(Date.parse(place.dataset.at ?? ''), article.now()));
      if (serverAheadMs !== null) told.set(place, minutes);
      const text = agoText(minutes, language);
      if (place.textContent !== text) place.textContent = text;
    }
  }
  const observer = new IntersectionObserver(changes => {
    for (const { target, isIntersecting } of changes)
      if (isIntersecting) inSight.add(target as HTMLElement);
      else inSight.delete(target as HTMLElement);
    write();
  });
  function watch(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      for (const place of document.querySelectorAll('.entry-ago')) observer.observe(place);
    });
  }

  watch();
  const timer = setInterval(write, TICK_MS);
  const stops = [article.store.subscribe(watch), reading.subscribe(watch)];
  document.addEventListener('visibilitychange', write, { signal: stop.signal });
  document.addEventListener('keydown', hush, { signal: stop.signal });
  return () => {
    for (const end of stops) end();
    stop.abort();
    observer.disconnect();
    clearInterval(timer);
    cancelAnimationFrame(frame);
  };
}

/** Escape takes away the full date that lies over the page (WCAG 1.4.13), until the focus comes again. */
function hush({ key }: KeyboardEvent): void {
  const link = document.activeElement?.closest('.entry-when');
  if (key !== 'Escape' || !link) return;
  link.toggleAttribute('data-quiet', true);
  link.addEventListener('blur', () => link.removeAttribute('data-quiet'), { once: true });
}
