import type { ReactNode } from 'react';
import { articlePath } from '#shared/addresses.ts';
import type { ArticleState, Entry } from '#shared/article.ts';
import type { ArticlePage } from '#shared/pages.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { shownAt } from '../../ui/times.ts';
import { useLive, useReader } from '../reader.ts';

/** Above the entry whose own page this is: what one reads, and how much has happened since. */
export function EntryNotice({ entry }: { readonly entry: Entry }): ReactNode {
  const { page, texts, times } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  const newer = useLive(live => newerThan(entry, page, live.article));
  return (
    <p className="entry-notice" {...texts.markFor(language)}>
      <span suppressHydrationWarning>{texts.say('entryRead', { time: times.moment(shownAt(entry)) })}</span>{' '}
      <a href={articlePath(slug)}>{newer > 0 ? texts.count('newerUpdates', newer) : texts.say('latest')}</a>
    </p>
  );
}

/** Without those that were withdrawn, before the page was made or since. */
function newerThan(entry: Entry, page: ArticlePage, { entries }: ArticleState): number {
  let count = page.newerCount;
  for (const { number, retraction } of entries)
    if (number > page.lastNumber) count += retraction ? 0 : 1;
    else if (number > entry.number && retraction && Date.parse(retraction.at) > page.now) count -= 1;
  return count;
}

/** At the head of an entry's own page, for who begins there: browsers go to the entry by themselves only where they can. */
export function ToEntry(): ReactNode {
  const { page, texts } = useReader();
  const language = useLive(live => live.article.article.language);
  const number = page.entryNumber;
  if (number === null) return null;
  return (
    <p className="to-entry" {...texts.markFor(language)}>
      <a href={`#${entryAnchor(number)}`}>{texts.say('toEntry', { number })}</a>
    </p>
  );
}
