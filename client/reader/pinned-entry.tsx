import type { ReactNode } from 'react';
import { entryPath } from '#shared/addresses.ts';
import { EntryView, entryAnchor } from '../ui/entry-view.tsx';
import { useLive, useReader, useReading, useShownFrom } from './reader.ts';

/** A copy of the pinned entry, above the timeline; the original stays in its place. */
export function PinnedEntry(): ReactNode {
  const { texts, times } = useReader();
  const { article, entries } = useLive(live => live.article);
  const from = useShownFrom();
  const revealedTo = useReading(reading => reading.revealedTo);
  const entry = entries.find(({ id }) => id === article.pinnedEntryId);
  if (entry === undefined || entry.retraction !== null) return null;
  const { number } = entry;
  const isHere = number >= from && number <= revealedTo;
  const path = entryPath(article.slug, entry);
  const labels = texts.markFor(article.language);
  return (
    <section className="pinned entries" aria-labelledby="pinned-title">
      <h2 id="pinned-title" className="visually-hidden" {...labels}>
        {texts.say('pinned')}
      </h2>
      <EntryView
        entry={entry}
        texts={texts}
        times={times}
        place="copy"
        mark="pinned"
        href={path}
        foot={
          <p className="to-original" {...texts.markFor(entry.language)}>
            <a href={isHere ? `#${entryAnchor(number)}` : path}>{texts.say('toPinnedOriginal')}</a>
          </p>
        }
      />
    </section>
  );
}
