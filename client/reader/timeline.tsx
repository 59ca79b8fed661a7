import { memo, type ReactNode } from 'react';
import type { Entry } from '#shared/article.ts';
import { EntryView } from '../ui/entry-view.tsx';
import { articleHref, olderHref } from './addresses.ts';
import { HeldButton } from './held-button.tsx';
import { OlderLink } from './older-link.tsx';
import { useLive, useReader, useReading } from './reader.ts';
import { shownEntries } from './reading.ts';

export function Timeline(): ReactNode {
  const { page, texts, times } = useReader();
  const state = useLive(live => live.article);
  const revealedTo = useReading(reading => reading.revealedTo);
  const freshAfter = useReading(reading => reading.freshAfter);
  const { article } = state;
  const labels = texts.markFor(article.language);
  const entries = shownEntries(state, page.before, revealedTo);
  return (
    <section className="timeline" aria-labelledby="updates">
      <div className="timeline-head">
        <h2 id="updates" tabIndex={-1} {...labels}>
          {texts.say(page.before === null ? 'updates' : 'olderUpdates')}
        </h2>
        <p className="zone" {...labels} suppressHydrationWarning>
          {texts.say('timesIn', { zone: times.zone })}
        </p>
      </div>
      <HeldButton />
      <NewerLinks />
      {entries.length === 0 && (
        <p className="empty" {...labels}>
          {texts.say(article.status === 'ended' ? 'noUpdatesEnded' : 'noUpdates')}
        </p>
      )}
      <ol className="entries">
        {entries.map(entry => (
          <TimelineItem
            key={entry.number}
            entry={entry}
            age={entry.number > freshAfter ? 'fresh' : 'known'}
            mark={entry.id === article.pinnedEntryId ? 'pinned' : null}
          />
        ))}
      </ol>
      <div className="timeline-foot" {...labels}>
        <OlderLink />
        <NewerLinks />
      </div>
    </section>
  );
}

interface TimelineItemProps {
  readonly entry: Entry;
  readonly age: 'fresh' | 'known';
  readonly mark: 'pinned' | null;
}

const TimelineItem = memo(function TimelineItem({ entry, age, mark }: TimelineItemProps): ReactNode {
  const { texts, times } = useReader();
  return (
    <li className={age === 'fresh' ? 'is-fresh' : undefined}>
      <EntryView entry={entry} texts={texts} times={times} mark={mark} />
    </li>
  );
});

/** From a page of older entries up to newer ones. */
function NewerLinks(): ReactNode {
  const { page, texts } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  if (page.before === null) return null;
  return (
    <p className="newer" {...texts.markFor(language)}>
      {page.newerBefore !== null && (
        <a rel="prev" href={olderHref(slug, page.newerBefore)}>
          {texts.say('newer')}
        </a>
      )}{' '}
      <a href={articleHref(slug)}>{texts.say('latest')}</a>
    </p>
  );
}
