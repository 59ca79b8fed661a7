import type { ArticleState } from '#shared/article.ts';
import { OPEN_KEY_EVENTS } from '#shared/contents.ts';
import { listedKeyEvents } from '../listed-key-events.ts';
import { fetchContents } from '../moving/fetch-contents.ts';
import type { Reader } from '../reader.ts';

/** Keeps the list of key events whole: reads what is not known of it when it is unfolded, and all of it anew where the page starts over. */
export function keepKeyEvents({ article, reading, page }: Reader): () => void {
  if (page.before !== null) return () => {};
  const stop = new AbortController();
  const known = () => article.store.getState().article;

  function isMissing(most: number): boolean {
    const { keyEvents, revealedTo } = reading.getState();
    return listedKeyEvents(keyEvents, known().entries, revealedTo).slice(0, most).includes(null);
  }
  async function read(): Promise<void> {
    const contents = await fetchContents(known().article.slug).catch(() => null);
    const { position, snapshotSeq } = known();
    // Read before the snapshot that the page goes on from, it may lack changes that nobody will send again.
    if (contents === null || contents.position.epoch !== position.epoch || contents.position.seq < snapshotSeq) return;
    const links = contents.keyEvents;
    reading.setState({ keyEvents: { numbers: links.map(({ number }) => number), links } });
  }
  function look(now: ArticleState, then: ArticleState): void {
    const isAnew = now.snapshotSeq !== then.snapshotSeq || now.position.epoch !== then.position.epoch;
    if (isAnew || isMissing(OPEN_KEY_EVENTS)) void read();
  }

  const unsubscribe = article.store.subscribe(({ article: now }, { article: then }) => now !== then && look(now, then));
  document.addEventListener(
    'toggle',
    ({ target }) => {
      const isUnfolded = target instanceof HTMLDetailsElement && target.open && target.closest('.key-events') !== null;
      if (isUnfolded && isMissing(Number.POSITIVE_INFINITY)) void read();
    },
    // It does not bubble.
    { capture: true, signal: stop.signal },
  );
  if (page.state.snapshotSeq !== known().snapshotSeq) void read();
  return () => {
    unsubscribe();
    stop.abort();
  };
}
