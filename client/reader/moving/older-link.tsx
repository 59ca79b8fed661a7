import { type MouseEvent, type ReactNode, useState } from 'react';
import { olderPath } from '#shared/addresses.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { useLive, useReader, useReading, useShownFrom } from '../reader.ts';
import { shownFrom } from '../reading.ts';

/** A link to the page of older entries; with a script they come into this page instead. */
export function OlderLink(): ReactNode {
  const { page, article, texts } = useReader();
  const state = useLive(live => live.article);
  const revealedTo = useReading(reading => reading.revealedTo);
  const from = useShownFrom();
  const [status, setStatus] = useState<'idle' | 'loading'>('idle');
  if (from <= 1) return null;
  const href = olderPath(state.article.slug, from);
  // The page is full where not even the next ones would be shown: then the link leads to theirs.
  const isFull = shownFrom({ ...state, completeFrom: 1 }, page.before, revealedTo) >= from;

  async function load(event: MouseEvent): Promise<void> {
    if (isFull || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (status === 'loading') return;
    setStatus('loading');
    const outcome = await article.loadOlder();
    if (outcome === 'refused') return location.assign(href);
    setStatus('idle');
    focusEntryBelow(from);
  }

  return (
    <a className="older" rel="next" href={href} onClick={load} aria-busy={status === 'loading'}>
      {texts.say(status === 'loading' ? 'olderLoading' : 'older')}
    </a>
  );
}

/** Reading by keyboard goes on where the new entries begin. */
function focusEntryBelow(number: number): void {
  requestAnimationFrame(() => {
    const entry = document
      .getElementById(entryAnchor(number))
      ?.closest('li')
      ?.nextElementSibling?.querySelector('article');
    entry?.setAttribute('tabindex', '-1');
    entry?.focus({ preventScroll: true });
  });
}
