import type { Entry } from '#shared/article.ts';
import { firstLine } from '#shared/body-text.ts';
import type { Contents } from '#shared/contents.ts';
import type { StoredContents } from './store/store.ts';
import { isTimeZone } from './time-zone.ts';

const MINUTE_MS = 60 * 1_000;

/** An article's contents as everybody may read them. */
export function contentsOf({ article, position, periods, keyEvents }: StoredContents): Contents {
  return { position, hours: hoursOf(periods, article.timeZone), keyEvents: keyEvents.flatMap(keyEventLink) };
}

/** Quarters of an hour gathered into the hours of a time zone, which need not be those of UTC. */
function hoursOf(periods: StoredContents['periods'], timeZone: string): Contents['hours'] {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const minuteOf = new Intl.DateTimeFormat('en', { timeZone: zone, minute: 'numeric' });
  const hours = new Map<string, Contents['hours'][number]>();
  for (const { at: from, first, count } of periods) {
    const at = from.includes('T') ? hourOf(Date.parse(from), minuteOf) : from;
    const known = hours.get(at);
    hours.set(at, { at, first: Math.min(first, known?.first ?? first), count: count + (known?.count ?? 0) });
  }
  return [...hours.values()];
}

function hourOf(at: number, minuteOf: Intl.DateTimeFormat): string {
  return new Date(at - Number(minuteOf.format(at)) * MINUTE_MS).toISOString();
}

function keyEventLink(entry: Entry): Contents['keyEvents'] {
  if (entry.retraction !== null) return [];
  const { number, headline, language, body, publishedAt, displayAt } = entry;
  return [{ number, headline, label: headline ?? firstLine(body), language, at: displayAt ?? publishedAt }];
}
