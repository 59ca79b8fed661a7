import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { releaseOf } from './found-drafts.ts';
import type { ComposerAtWork } from './use-composer.ts';

/** After the time of a release this long is waited for it to be done, and this long until it is asked again. */
const DONE_WITHIN_MS = 1_500;
const AGAIN_AFTER_MS = 5_000;
/** Timers cannot be set for months. */
const LOOK_AT_LEAST_EVERY_MS = 3_600_000;

interface DraftNewsOptions extends ComposerAtWork {
  readonly live: LiveArticle;
}

/** Keeps the list of drafts and the open draft as the server has them: scheduled ones go by themselves. Answers how to look at once. */
export function useDraftNews({ composer, shelf, live }: DraftNewsOptions): () => void {
  const { opened, left } = useStore(composer.store);
  const openReleaseAt = useStore(composer.store, view => view.composer.release.releaseAt);
  const listedReleaseAt = useStore(shelf.store, ({ drafts }) => drafts[0]?.release.releaseAt ?? null);
  const newest = useArticle(live, ({ article }) => article.entries[0]?.number ?? 0);
  const next = earlier(openReleaseAt, listedReleaseAt);
  const [looks, setLooks] = useState(0);
  const look = useCallback(() => setLooks(count => count + 1), []);
  /** What was released is news; where nothing is scheduled, entries are none about drafts. */
  const cause = next === null ? 0 : newest;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the reasons to look, not what is looked at
  useEffect(() => void lookAfter({ composer, shelf }), [composer, shelf, opened, left, cause, looks]);
  useEffect(() => {
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look sets the timer anew
  useEffect(() => {
    if (next === null) return;
    const dueInMs = Date.parse(next) + DONE_WITHIN_MS - Date.now();
    const timer = setTimeout(look, dueInMs > 0 ? Math.min(dueInMs, LOOK_AT_LEAST_EVERY_MS) : AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [next, look, looks]);
  return look;
}

async function lookAfter({ composer, shelf }: ComposerAtWork): Promise<void> {
  const { draftId } = composer.state;
  const isStillOpen = () => composer.state.draftId === draftId;
  await shelf.load({ open: draftId });
  if (!isStillOpen()) return;
  const listed = shelf.listed(draftId);
  if (listed !== null) return composer.setRelease(releaseOf(listed));
  if (composer.state.release.releaseAt === null) return;
  const news = await shelf.newsOf(draftId);
  if (!isStillOpen()) return;
  switch (news.status) {
    case 'there':
      return composer.setRelease(releaseOf(news.draft));
    case 'published':
      return composer.publishedOtherwise(news.entry);
    case 'gone':
      return composer.revive();
    case 'unknown':
      return;
    default:
      news satisfies never;
  }
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
