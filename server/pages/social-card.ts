import type { Asker, TextAt } from '#server/snapshots.ts';
import type { Store } from '#server/store/store.ts';
import type { Article, Entry, Position } from '#shared/article.ts';
import { directionOf } from '#shared/language.ts';
import type { Site, Wording } from '#shared/pages.ts';
import type { ReaderRenderer } from './assets.ts';
import type { PageContext } from './page-html.ts';
import type { SocialCard } from './social-image.ts';

interface CardContext {
  readonly store: Pick<Store, 'snapshot' | 'olderEntries'>;
  readonly site: Site;
  readonly entryTitle: ReaderRenderer['entryTitle'];
  readonly wordingOf: (language: string) => Wording;
}

interface CardAt {
  readonly position: Position;
  readonly card: SocialCard;
}

/** The same as JSON, kept until the article changes. */
export function sharedCard(
  { store, reads, assets, site }: PageContext,
  articleId: string,
  entryNumber: number | null,
  asker?: Asker,
): Promise<TextAt | null> {
  const make = async () => {
    const { entryTitle } = await assets.reader();
    const { wordingOf } = await assets.embed();
    const found = await socialCard({ store, site, entryTitle, wordingOf }, articleId, entryNumber);
    return found === null ? null : { position: found.position, text: JSON.stringify(found.card) };
  };
  return reads.text(articleId, `card ${entryNumber} ${assets.look()}`, make, asker);
}

/** What the picture of an article says, or of one of its entries; null where there is none. */
async function socialCard(context: CardContext, articleId: string, entryNumber: number | null): Promise<CardAt | null> {
  const { store, site, entryTitle, wordingOf } = context;
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const { article } = snapshot;
  const page = entryNumber === null ? snapshot : await store.olderEntries(articleId, entryNumber + 1);
  const entry = page?.entries[0];
  if (page === null || (entryNumber !== null && entry?.number !== entryNumber)) return null;
  const own = entryNumber === null ? undefined : entry;
  return {
    position: page.position,
    card: {
      status: article.status,
      statusText: wordingOf(article.language).say[`status_${article.status}`] ?? article.status,
      when: written(momentOf(article, entry), article),
      headline: own === undefined ? article.headline : entryTitle(own, article),
      kicker: own === undefined ? null : article.headline,
      siteName: site.name,
      dir: directionOf(article.language),
    },
  };
}

/** Of coverage to come its beginning, else the moment of what is newest in it. */
function momentOf({ status, startsAt, createdAt }: Article, entry: Entry | undefined): string {
  if (status === 'upcoming' && startsAt !== null) return startsAt;
  if (entry === undefined) return startsAt ?? createdAt;
  return (entry.retraction === null ? entry.displayAt : null) ?? entry.publishedAt;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** With its year and zone: a picture is looked at anywhere, and long after. */
function written(when: string, { language, timeZone }: Article): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const format: Intl.DateTimeFormatOptions = DATE_ONLY.test(when)
    ? { ...day, timeZone: 'UTC' }
    : { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone, timeZoneName: 'short' };
  return new Intl.DateTimeFormat([...knownLanguages(language), 'en'], { ...format, numberingSystem: 'latn' }).format(
    Date.parse(when),
  );
}

/** A tag may be well formed and yet none that Intl takes. */
function knownLanguages(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return [];
  }
}
