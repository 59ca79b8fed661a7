import type { ReactNode } from 'react';
import { EntryView, entryAnchor } from '../ui/entry-view.tsx';
import { elsewhereHref } from './addresses.ts';
import { useLive, useReader, useReading } from './reader.ts';

/** A copy of the pinned entry, above the timeline; the original stays in its place. */
export function PinnedEntry(): ReactNode {
  const { texts, times } = useReader();
  const { article, entries, completeFrom } = useLive(live => live.article);
  const revealedTo = useReading(reading => reading.revealedTo);
  const entry = entries.find(({ id }) => id === article.pinnedEntryId);
  if (entry === undefined || entry.retraction !== null) return null;
  const { number } = entry;
  const isHere = number >= completeFrom && number <= revealedTo;
  const href = isHere ? `#${entryAnchor(number)}` : elsewhereHref(article.slug, number);
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
        href={href}
        foot={
          <p className="to-original" {...texts.markFor(entry.language)}>
            <a href={href}>{texts.say('toPinnedOriginal')}</a>
          </p>
        }
      />
    </section>
  );
}
