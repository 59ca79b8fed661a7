import type { ReactNode } from 'react';
import { entryPath, olderPath } from '#shared/addresses.ts';
import type { Contents } from '#shared/contents.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { languageMark } from '../../ui/language-mark.ts';
import type { Texts } from '../../ui/texts.ts';
import type { Times } from '../../ui/times.ts';

export interface ContentsListProps {
  readonly contents: Contents;
  readonly article: { readonly slug: string; readonly language: string };
  readonly texts: Texts;
  readonly times: Times;
  /** Whether an entry is on this page, so that a link need not leave it. */
  isHere(number: number): boolean;
}

type Hours = Contents['hours'];

/** Coverage of more days than these is listed by days alone. */
const MAX_DAYS_BY_HOUR = 7;

/** Ways into an article by time and by key event. */
export function ContentsList({ contents, article, texts, times, isHere }: ContentsListProps): ReactNode {
  const { slug, language } = article;
  const labels = texts.markFor(language);
  const { hours, keyEvents } = contents;
  const days = [...Map.groupBy(hours, ({ at }) => times.day(at))].toReversed();
  const isByHour = days.length <= MAX_DAYS_BY_HOUR;
  const hrefOf = (number: number) =>
    isHere(number) ? `#${entryAnchor(number)}` : `${olderPath(slug, number + 1)}#${entryAnchor(number)}`;
  return (
    <div className="contents">
      <h2 {...labels}>{texts.say('byTime')}</h2>
      {!isByHour && (
        <HourList hours={days.map(([, inDay]) => together(inDay))} texts={texts} labelOf={times.day} hrefOf={hrefOf} />
      )}
      {isByHour &&
        days.map(([day, inDay]) => (
          <section key={day}>
            {days.length > 1 && <h3>{day}</h3>}
            <HourList
              hours={inDay}
              texts={texts}
              labelOf={at => times.parts(at).time ?? times.day(at)}
              hrefOf={hrefOf}
            />
          </section>
        ))}
      {keyEvents.length > 0 && <h2 {...labels}>{texts.say('keyEvents')}</h2>}
      <ol className="key-event-list">
        {keyEvents.map(event => (
          <li key={event.number}>
            <time dateTime={event.at}>{times.moment(event.at)}</time>
            <a
              href={isHere(event.number) ? hrefOf(event.number) : entryPath(slug, event)}
              {...languageMark(event.language, language)}
            >
              {event.label}
            </a>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface HourListProps {
  readonly hours: Hours;
  readonly texts: Texts;
  labelOf(at: string): string;
  hrefOf(number: number): string;
}

function HourList({ hours, texts, labelOf, hrefOf }: HourListProps): ReactNode {
  return (
    <ol className="hours">
      {hours.map(({ at, first, count }) => (
        <li key={at}>
          <a href={hrefOf(first)}>
            <time dateTime={at}>{labelOf(at)}</time> <span>{texts.count('updates', count)}</span>
          </a>
        </li>
      ))}
    </ol>
  );
}

/** The hours of a day as one. */
function together(hours: Hours): Hours[number] {
  return {
    at: hours[0]?.at ?? '',
    first: Math.min(...hours.map(({ first }) => first)),
    count: hours.reduce((sum, { count }) => sum + count, 0),
  };
}
