import type { ReactNode } from 'react';
import { entryPath } from '#shared/addresses.ts';
import { EntryView } from '../ui/entry-view.tsx';
import { useHrefOf, useLive, useReader } from './reader.ts';

/** A copy of the pinned entry, above the timeline; the original stays in its place. */
export function PinnedEntry(): ReactNode {
  const { page, texts, times } = useReader();
  const { article, entries } = useLive(live => live.article);
  const hrefOf = useHrefOf();
  const entry = entries.find(({ id }) => id === article.pinnedEntryId);
  if (entry === undefined || entry.retraction !== null) return null;
  const href = hrefOf(entry);
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
        href={page.past ? href : entryPath(article.slug, entry)}
        foot={
          <p className="to-original" {...texts.markFor(entry.language)}>
            <a href={href}>{texts.say('toPinnedOriginal')}</a>
          </p>
        }
      />
    </section>
  );
}
