import type { ReactNode } from 'react';
import { entryPath } from '#shared/addresses.ts';
import type { ArticleState, PublishedEntry } from '#shared/article.ts';
import { firstLine } from '#shared/body-text.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import { languageMark } from '../ui/language-mark.ts';
import { shownAt } from '../ui/times.ts';
import { useLive, useReader, useReading, useShownFrom } from './reader.ts';

/** More than these are folded away: the list stands above the timeline on narrow screens. */
const OPEN_KEY_EVENTS = 5;

export function KeyEvents(): ReactNode {
  const { texts } = useReader();
  const state = useLive(live => live.article);
  const revealedTo = useReading(reading => reading.revealedTo);
  const events = keyEventsOf(state).filter(entry => entry.number <= revealedTo);
  if (events.length === 0) return null;
  const labels = texts.markFor(state.article.language);
  const folded = events.slice(OPEN_KEY_EVENTS);
  return (
    <nav className="key-events" aria-labelledby="key-events-title">
      <h2 id="key-events-title" {...labels}>
        {texts.say('keyEvents')}
      </h2>
      <KeyEventList events={events.slice(0, OPEN_KEY_EVENTS)} state={state} />
      {folded.length > 0 && (
        <details>
          <summary {...labels}>{texts.count('allKeyEvents', folded.length)}</summary>
          <KeyEventList events={folded} state={state} />
        </details>
      )}
    </nav>
  );
}

interface KeyEventListProps {
  readonly events: readonly PublishedEntry[];
  readonly state: ArticleState;
}

function KeyEventList({ events, state }: KeyEventListProps): ReactNode {
  const { times } = useReader();
  const from = useShownFrom();
  return (
    <ol className="key-event-list">
      {events.map(entry => {
        const when = shownAt(entry);
        return (
          <li key={entry.number}>
            <time dateTime={when} suppressHydrationWarning>
              {times.moment(when)}
            </time>
            <a href={hrefOf(entry, state.article.slug, from)} {...languageMark(entry.language, state.article.language)}>
              {entry.headline ?? firstLine(entry.body)}
            </a>
          </li>
        );
      })}
    </ol>
  );
}

function keyEventsOf(state: ArticleState): PublishedEntry[] {
  return state.entries.filter(entry => entry.retraction === null).filter(entry => entry.keyEvent);
}

function hrefOf(entry: PublishedEntry, slug: string, from: number): string {
  return entry.number >= from ? `#${entryAnchor(entry.number)}` : entryPath(slug, entry);
}
