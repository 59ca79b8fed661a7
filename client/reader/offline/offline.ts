import type { ArticleState } from '#shared/article.ts';
import { after } from '../../live/browser.ts';
import type { Reader } from '../reader.ts';
import { bringUp, forget, howOld, keepPage } from './keep-page.ts';

/** Changes that follow each other are kept together; a withdrawal is not waited with. */
const SETTLE_MS = 2_000;

/** Keeps what was read last for when there is no network. Answers the way to stop. */
export function prepareForOffline(reader: Reader): () => void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator) || !('caches' in window)) return () => {};
  const { article, page } = reader;
  const isNewest = page.before === null && page.entryNumber === null && page.lens === null;
  const stop = new AbortController();
  let stopWaiting: (() => void) | null = null;
  let work = Promise.resolve();

  function keep(): void {
    stopWaiting?.();
    stopWaiting = null;
    const { article: state, connection } = article.store.getState();
    const isGone = connection.status === 'gone';
    work = work
      .then(() => (isGone ? forget(state.article.slug) : isNewest ? keepPage(reader) : bringUp(state)))
      // Storage may be forbidden or full: then nothing is kept, which is no fault of the page.
      .catch(() => {});
  }
  function keepSoon(): void {
    stopWaiting ??= after(SETTLE_MS, keep);
  }

  if (article.store.getState().connection.status === 'live') keepSoon();
  else tellHowOld(reader);
  const unsubscribe = article.store.subscribe((now, then) => {
    const [status, before] = [now.connection.status, then.connection.status];
    if (status === 'live' && before !== 'live') document.getElementById('kept')?.remove();
    if (withdrawnIn(now.article) !== withdrawnIn(then.article)) keep();
    else if (now.article !== then.article || (status !== before && (status === 'live' || before === 'live')))
      keepSoon();
    if (status === 'gone') keep();
  });
  const unsubscribeZone = reader.preferences.subscribe(() => tellHowOld(reader));
  document.addEventListener('visibilitychange', () => stopWaiting && keep(), { signal: stop.signal });
  return () => {
    stop.abort();
    unsubscribe();
    unsubscribeZone();
    stopWaiting?.();
  };
}

/** On a page that was kept: today's time is enough, and a date where that was another day. */
function tellHowOld(reader: Reader): void {
  const line = document.getElementById('kept');
  const at = line?.dataset.at;
  if (line && at) line.textContent = howOld(reader, at, Date.now());
}

function withdrawnIn({ entries }: ArticleState): number {
  return entries.filter(({ retraction }) => retraction !== null).length;
}
