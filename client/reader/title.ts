import { pageCount, pageOf } from '#shared/page-boundaries.ts';
import type { ArticlePage, PageView } from '#shared/pages.ts';
import { textsIn } from '../ui/texts.ts';

/** The document's title, as the server wrote it and as it goes on where the headline changes. */
export function titleOf({ state, before, entryNumber, lastNumber, site, wording }: PageView & ArticlePage): string {
  const texts = textsIn(wording);
  const parts = [state.article.headline, site.name];
  const entry = state.entries.find(({ number }) => number === entryNumber);
  if (entry) {
    const headline = entry.retraction === null ? entry.headline : null;
    parts.unshift(headline ?? texts.say('updateNumber', { number: entry.number }));
  } else if (before !== null) {
    parts.splice(1, 0, texts.say('pageOfPages', { page: pageOf(before - 1), pages: pageCount(lastNumber) }));
  }
  return parts.join(' – ');
}
