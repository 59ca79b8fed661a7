import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { fromSnapshot } from '#shared/changes.ts';
import { LiveArticle, type LiveState } from './article.ts';
import { browserParts, fetchSnapshot } from './browser.ts';
import { follow } from './follow.ts';

/** A part of what is known of a followed article; the component is drawn again when that part changes. */
export function useArticle<Part>(article: LiveArticle, select: (live: LiveState) => Part): Part {
  return useStore(article.store, select);
}

export type Followed =
  | { readonly status: 'loading' | 'missing' | 'failed' }
  | { readonly status: 'ready'; readonly article: LiveArticle };

/** Loads an article by its slug and follows it while the component is there. */
export function useFollowed(slug: string): Followed {
  const [followed, setFollowed] = useState<Followed>({ status: 'loading' });
  useEffect(() => {
    let stop = () => {};
    let isHere = true;
    setFollowed({ status: 'loading' });
    load(slug).then(
      article => {
        if (!isHere) return;
        if (article) stop = follow({ article, slug, parts: browserParts(slug) });
        setFollowed(article ? { status: 'ready', article } : { status: 'missing' });
      },
      () => isHere && setFollowed({ status: 'failed' }),
    );
    return () => {
      isHere = false;
      stop();
    };
  }, [slug]);
  return followed;
}

async function load(slug: string): Promise<LiveArticle | null> {
  const snapshot = await fetchSnapshot(slug);
  return (
    snapshot &&
    new LiveArticle({ state: fromSnapshot(snapshot), before: null, madeAt: null, parts: browserParts(slug) })
  );
}
