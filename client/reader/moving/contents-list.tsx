import type { ReactNode } from 'react';
import { entryPath, olderPath, pastPath } from '#shared/addresses.ts';
import type { Article } from '#shared/article.ts';
import type { Contents } from '#shared/contents.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { languageMark } from '../../ui/language-mark.ts';
import type { Texts } from '../../ui/texts.ts';
import { type Times, timesFor } from '../../ui/times.ts';
import { asItStood } from '../replay/as-it-stood.ts';

export interface ContentsListProps {
  readonly contents: Contents;
  readonly article: Pick<Article, 'slug' | 'language' | 'timeZone' | 'createdAt'>;
  readonly texts: Texts;
  readonly order: 'newest' | 'oldest';
  /** The server's clock, in milliseconds. */
  readonly now: number;
  /** Whether an entry is on this page, so that a link need not leave it. */
  isHere(number: number): boolean;
}

type Hours = Contents['hours'];

const HOUR_MS = 60 * 60 * 1_000;
/** Coverage of more days than these is listed by days alone. */
const MAX_DAYS_BY_HOUR = 7;

/** Ways into an article by time and by key event. Its hours are those of its own zone, so all times here are. */
export function ContentsList({ contents, article, texts, order, now, isHere }: ContentsListProps): ReactNode {
  const { slug, language, timeZone } = article;
  const times = timesFor({ language, timeZone, now });
  const labels = texts.markFor(language);
  const ordered = <Item,>(items: readonly Item[]) => (order === 'newest' ? items.toReversed() : items);
  const days = ordered([...Map.groupBy(contents.hours, ({ at }) => times.day(at))]);
  const isByHour = days.length <= MAX_DAYS_BY_HOUR;
  const hrefOf = (number: number) =>
    isHere(number) ? `#${entryAnchor(number)}` : `${olderPath(slug, number + 1)}#${entryAnchor(number)}`;
  const list = { texts, times, hrefOf, pastOf: (until: number) => pastOf(until, article, now) };
  const keyEvents = ordered(contents.keyEvents.toReversed());
  return (
    <div className="contents">
      <h2 {...labels}>{texts.say('byTime')}</h2>
      <p className="zone" {...labels}>
        {texts.say('timesIn', { zone: times.zone })}
      </p>
      {!isByHour && <HourList {...list} hours={days.map(([, inDay]) => inDay)} labelOf={times.day} />}
      {isByHour &&
        days.map(([day, inDay]) => (
          <section key={day}>
            {days.length > 1 && <h3>{day}</h3>}
            <HourList
              {...list}
              hours={ordered(inDay).map(hour => [hour])}
              labelOf={at => times.parts(at).time ?? times.day(at)}
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
  /** Some hours as one, each time. */
  readonly hours: readonly Hours[];
  readonly texts: Texts;
  readonly times: Times;
  labelOf(at: string): string;
  hrefOf(number: number): string;
  pastOf(until: number): string | null;
}

function HourList({ hours, texts, times, labelOf, hrefOf, pastOf }: HourListProps): ReactNode {
  return (
    <ol className="hours">
      {hours.map(together).map(({ at, first, count, until }) => {
        const past = pastOf(until);
        return (
          <li key={at}>
            <a href={hrefOf(first)}>
              <time dateTime={at}>{labelOf(at)}</time> <span>{texts.count('updates', count)}</span>
            </a>
            {past && (
              <a className="as-it-stood" href={past}>
                {asItStood(new Date(until).toISOString(), texts, times)}
              </a>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** `until`: where they end, in milliseconds; no number where only the day is known. */
function together(hours: Hours) {
  const ends = hours.map(({ at }) => (at.includes('T') ? Date.parse(at) + HOUR_MS : Number.NaN));
  return {
    at: hours[0]?.at ?? '',
    first: Math.min(...hours.map(({ first }) => first)),
    count: hours.reduce((sum, { count }) => sum + count, 0),
    until: Math.max(...ends),
  };
}

/** What was told of an hour later than in it, such as by an import, was not to be read then. */
function pastOf(until: number, { slug, createdAt }: ContentsListProps['article'], now: number): string | null {
  return until > Date.parse(createdAt) && until <= now ? pastPath(slug, new Date(until).toISOString()) : null;
}
