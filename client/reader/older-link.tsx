import { type MouseEvent, type ReactNode, useState } from 'react';
import { entryAnchor } from '../ui/entry-view.tsx';
import { olderHref } from './addresses.ts';
import { useLive, useReader } from './reader.ts';

/** A link to the page of older entries; with a script they come into this page instead. */
export function OlderLink(): ReactNode {
  const { article, texts } = useReader();
  const slug = useLive(live => live.article.article.slug);
  const completeFrom = useLive(live => live.article.completeFrom);
  const [status, setStatus] = useState<'idle' | 'loading'>('idle');
  if (completeFrom <= 1) return null;
  const href = olderHref(slug, completeFrom);

  async function load(event: MouseEvent): Promise<void> {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (status === 'loading') return;
    setStatus('loading');
    const outcome = await article.loadOlder();
    if (outcome === 'refused') return location.assign(href);
    setStatus('idle');
    focusEntryBelow(completeFrom);
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
