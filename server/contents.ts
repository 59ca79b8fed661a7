import type { Entry } from '#shared/article.ts';
import { type Contents, type KeyEventLink, type KeyEvents, keyEventLink, OPEN_KEY_EVENTS } from '#shared/contents.ts';
import type { Store, StoredContents } from './store/store.ts';
import { isTimeZone } from './time-zone.ts';

const MINUTE_MS = 60 * 1_000;

/** An article's contents as everybody may read them. */
export function contentsOf({ article, position, periods, keyEvents }: StoredContents): Contents {
  return { position, hours: hoursOf(periods, article.timeZone), keyEvents: linksTo(keyEvents) };
}

/** The key events that an article's newest page lists; pages of older entries list none. */
export async function keyEventsOn(
  store: Pick<Store, 'keyEvents'>,
  articleId: string,
  { before }: { readonly before: number | null },
): Promise<KeyEvents> {
  if (before !== null) return { numbers: [], links: [] };
  const { numbers, newest } = await store.keyEvents(articleId, OPEN_KEY_EVENTS);
  return { numbers, links: linksTo(newest) };
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

function linksTo(keyEvents: readonly Entry[]): KeyEventLink[] {
  return keyEvents.flatMap(entry => (entry.retraction === null ? keyEventLink(entry) : []));
}
