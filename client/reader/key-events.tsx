import type { ReactNode } from 'react';
import { articlePath } from '#shared/addresses.ts';
import { type KeyEventLink, OPEN_KEY_EVENTS } from '#shared/contents.ts';
import { languageMark } from '../ui/language-mark.ts';
import { listedKeyEvents } from './listed-key-events.ts';
import { useHrefOf, useLive, useReader, useReading } from './reader.ts';

/** The key events of the whole article. What those folded away are called, the page may have to ask (following/keep-key-events.ts). */
export function KeyEvents(): ReactNode {
  const { texts } = useReader();
  const { article, entries } = useLive(live => live.article);
  const revealedTo = useReading(reading => reading.revealedTo);
  const events = listedKeyEvents(
    useReading(reading => reading.keyEvents),
    entries,
    revealedTo,
  );
  if (events.length === 0) return null;
  const labels = texts.markFor(article.language);
  const folded = events.slice(OPEN_KEY_EVENTS);
  return (
    <nav className="key-events" aria-labelledby="key-events-title">
      <h2 id="key-events-title" {...labels}>
        {texts.say('keyEvents')}
      </h2>
      <KeyEventList events={events.slice(0, OPEN_KEY_EVENTS)} />
      {folded.length > 0 && (
        <details>
          <summary {...labels}>{texts.count('allKeyEvents', folded.length)}</summary>
          <KeyEventList events={folded} />
          {folded.includes(null) && (
            <p {...labels}>
              <a href={`${articlePath(article.slug)}?show=key`}>{texts.say('keyEventsOnly')}</a>
            </p>
          )}
        </details>
      )}
    </nav>
  );
}

function KeyEventList({ events }: { readonly events: readonly (KeyEventLink | null)[] }): ReactNode {
  const { times } = useReader();
  const language = useLive(live => live.article.article.language);
  const hrefOf = useHrefOf();
  return (
    <ol className="key-event-list">
      {events.map(
        event =>
          event && (
            <li key={event.number}>
              <time dateTime={event.at} suppressHydrationWarning>
                {times.moment(event.at)}
              </time>
              <a href={hrefOf(event)} {...languageMark(event.language, language)}>
                {event.label}
              </a>
            </li>
          ),
      )}
    </ol>
  );
}
