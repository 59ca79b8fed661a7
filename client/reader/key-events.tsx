import type { ReactNode } from 'react';
import type { ArticleState, PublishedEntry } from '#shared/article.ts';
import { bodyText } from '#shared/body-text.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import { languageMark } from '../ui/language-mark.ts';
import { shownAt } from '../ui/times.ts';
import { elsewhereHref } from './addresses.ts';
import { useLive, useReader, useReading } from './reader.ts';

/** More than these are folded away: the list stands above the timeline on narrow screens. */
const OPEN_KEY_EVENTS = 5;
const MAX_LABEL_CHARS = 90;

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
  return (
    <ol className="key-event-list">
      {events.map(entry => {
        const when = shownAt(entry);
        return (
          <li key={entry.number}>
            <time dateTime={when} suppressHydrationWarning>
              {times.moment(when)}
            </time>
            <a href={hrefOf(entry, state)} {...languageMark(entry.language, state.article.language)}>
              {entry.headline ?? labelOf(entry)}
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

function hrefOf({ number }: PublishedEntry, { article, completeFrom }: ArticleState): string {
  return number >= completeFrom ? `#${entryAnchor(number)}` : elsewhereHref(article.slug, number);
}

function labelOf({ body }: PublishedEntry): string {
  const [line = ''] = bodyText(body).split('\n', 1);
  if (line.length <= MAX_LABEL_CHARS) return line;
  return `${line.slice(0, line.lastIndexOf(' ', MAX_LABEL_CHARS))} …`;
}
