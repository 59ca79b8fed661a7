import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { useReader } from '../reader.ts';

/**
 * What is needed only once something changes: the button for held entries, the status line's words, the notices. It comes when the page
 * is at rest, or with the first change, which it then finds in what the page was made with. Where it cannot be had, new entries
 * come without it; the next change tries again.
 */
export function Following(): ReactNode {
  const { article, reading } = useReader();
  const [Part, setPart] = useState<ComponentType | null>(null);
  useEffect(() => {
    if (Part !== null) return;
    const load = () =>
      void import('./follower.tsx').then(
        ({ Follower }) => setPart(() => Follower),
        () => reading.setState({ revealedTo: Number.POSITIVE_INFINITY }),
      );
    const stop = whenAtRest(load);
    const unsubscribe = article.store.subscribe((now, then) => now.article !== then.article && load());
    return () => {
      stop();
      unsubscribe();
    };
  }, [Part, article, reading]);
  return Part && <Part />;
}

/** Safari has no word for it: there a moment has to do. */
function whenAtRest(act: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const request = requestIdleCallback(act, { timeout: 2_000 });
    return () => cancelIdleCallback(request);
  }
  const timer = setTimeout(act, 500);
  return () => clearTimeout(timer);
}
