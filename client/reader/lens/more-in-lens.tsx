import type { MouseEvent, ReactNode } from 'react';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { useLive, useReader, useReading } from '../reader.ts';
import { furtherPath } from './lens-address.ts';
import { type LensStatus, lensKeeper } from './lens-keeper.ts';
import { fullAt, hasMore, type Seen, seenEntries } from './seen.ts';

interface MoreInLensProps {
  readonly seen: Seen;
  readonly status: LensStatus;
}

/** A link to what comes next in the order of the lens; with a script it comes into this page instead. */
export function MoreInLens({ seen, status }: MoreInLensProps): ReactNode {
  const reader = useReader();
  const { texts } = reader;
  const slug = useLive(live => live.article.article.slug);
  const revealedTo = useReading(reading => reading.revealedTo);
  const isMore = useLive(live => hasMore(seen, live.article));
  const full = useLive(live => fullAt(seen, live.article, revealedTo));
  if (!isMore && full === null) return null;
  const href = furtherPath(slug, full === null ? seen : { ...seen, next: full });
  const isNewest = seen.lens.order === 'newest';
  const label = isNewest ? 'older' : 'later';

  async function load(event: MouseEvent): Promise<void> {
    if (full !== null || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (status === 'loading') return;
    const last = seenEntries(seen, reader.article.store.getState().article, revealedTo).at(-1)?.number;
    if ((await lensKeeper(reader).more()) === 'refused') return location.assign(href);
    if (last !== undefined) focusEntryAfter(last);
  }

  return (
    <a className="older" rel="next" href={href} onClick={load} aria-busy={status === 'loading'}>
      {texts.say(status === 'loading' ? `${label}Loading` : label)}
    </a>
  );
}

/** Reading by keyboard goes on where the new entries begin. */
function focusEntryAfter(number: number): void {
  requestAnimationFrame(() => {
    const item = document.getElementById(entryAnchor(number))?.closest('li');
    const entry = item?.nextElementSibling?.querySelector('article');
    entry?.setAttribute('tabindex', '-1');
    entry?.focus({ preventScroll: true });
  });
}
