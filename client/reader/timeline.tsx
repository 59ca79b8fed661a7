import { memo, type ReactNode } from 'react';
import { articlePath, contentsPath, entryPath, facetPath } from '#shared/addresses.ts';
import type { Entry } from '#shared/article.ts';
import { EntryView, entryAnchor } from '../ui/entry-view.tsx';
import { ContentsLink } from './moving/contents-link.tsx';
import { EntryNotice } from './moving/entry-notice.tsx';
import { OlderLink } from './moving/older-link.tsx';
import { PageLinks } from './moving/page-links.tsx';
import { ShareButton } from './moving/share-button.tsx';
import { Options, Search } from './options/options.tsx';
import { PauseSwitch } from './pause-switch.tsx';
import { useLive, useReader, useReading, useShownEntries } from './reader.ts';
import { WhatChanged } from './what-changed.tsx';

export function Timeline(): ReactNode {
  const { page, texts, times } = useReader();
  const { article } = useLive(live => live.article);
  const freshAfter = useReading(reading => reading.freshAfter);
  const newSince = useReading(reading => reading.newSince);
  const view = useReading(reading => reading.view);
  const labels = texts.markFor(article.language);
  const entries = useShownEntries();
  const isLast = view?.newAt === 'end';
  const place = newSince === null ? 0 : entries.findIndex(({ number }) => number > newSince === isLast);
  // With nothing above it, there is nothing that it would part.
  const below = place > 0 ? entries[place] : null;
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
      {!page.past && <TimelineTools />}
      {view ? view.line : page.before !== null && <PageLinks place="top" />}
      {entries.length === 0 &&
        (view?.none ?? (
          <p className="empty" {...labels}>
            {texts.say(article.status === 'ended' ? 'noUpdatesEnded' : 'noUpdates')}
          </p>
        ))}
      <ol className="entries">
        {entries.map((entry, place) => (
          <TimelineItem
            key={entry.number}
            entry={entry}
            age={entry.number > freshAfter ? 'fresh' : 'known'}
            mark={entry.id === article.pinnedEntryId ? 'pinned' : null}
            isFar={place >= DRAWN_AT_ONCE}
            line={entry === below ? texts.say('newSince') : null}
          />
        ))}
      </ol>
      <div className="timeline-foot" {...labels}>
        {view ? (
          view.more
        ) : (
          <>
            <OlderLink />
            <PageLinks place="foot" />
          </>
        )}
        <p className="use">
          <a href={`${contentsPath(article.slug)}#use`}>{texts.say('use')}</a>
        </p>
      </div>
    </section>
  );
}

/** What can be done with the timeline as it stands now. */
function TimelineTools(): ReactNode {
  const { page, texts } = useReader();
  const { article, entries } = useLive(live => live.article);
  const isWhole = useReading(({ view }) => view === null) && page.before === null;
  const { slug, createdAt } = article;
  const labels = texts.markFor(article.language);
  const lasted = Date.parse(entries[0]?.publishedAt ?? createdAt) - Date.parse(createdAt);
  return (
    <div className="timeline-tools">
      <PauseSwitch />
      <ContentsLink />
      <Options />
      <Search />
      <ShareButton />
      {article.status === 'ended' && isWhole && (
        <>
          <a href={`${articlePath(slug)}?order=oldest`} {...labels}>
            {texts.say('fromTheBeginning')}
          </a>
          {lasted > PLAYABLE_MS && (
            <a href={`${articlePath(slug)}?at=${createdAt}#replay`} {...labels}>
              {texts.say('playBack')}
            </a>
          )}
        </>
      )}
      <span className="readers" {...labels} />
    </div>
  );
}

/** What was written down at once, as an import does it, has no course that could be played back. */
const PLAYABLE_MS = 60_000;

/** All that a page comes with, and a little more. */
const DRAWN_AT_ONCE = 45;

interface TimelineItemProps {
  readonly entry: Entry;
  readonly age: 'fresh' | 'known';
  readonly mark: 'pinned' | null;
  /** Drawn only when it comes near the window. */
  readonly isFar: boolean;
  /** What the line above the entry says, where there is one. */
  readonly line: string | null;
}

const TimelineItem = memo(function TimelineItem({ entry, age, mark, isFar, line }: TimelineItemProps): ReactNode {
  const { page, texts, times } = useReader();
  const { slug } = page.state.article;
  const Aside = useReading(({ asides }) => asides.get(entry.number));
  const isNamed = entry.number === page.entryNumber;
  return (
    <li className={isFar ? 'is-far' : isNamed ? 'is-named' : age === 'fresh' ? 'is-fresh' : undefined}>
      {line && <p className="new-since">{line}</p>}
      {isNamed && <EntryNotice entry={entry} />}
      <EntryView
        entry={entry}
        texts={texts}
        times={times}
        mark={mark}
        href={page.past ? `#${entryAnchor(entry.number)}` : entryPath(slug, entry)}
        {...(!page.past && { hrefOfMore: (facet, name) => facetPath(slug, facet, name) })}
        act={entry.retraction === null && <ShareButton entry={entry} />}
        afterEdits={<WhatChanged entry={entry} />}
      />
      {Aside && <Aside entry={entry} />}
    </li>
  );
});
