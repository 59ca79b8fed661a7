import { pageCount, pageOf } from '#shared/page-boundaries.ts';
import type { ArticlePage, PageView } from '#shared/pages.ts';
import { textsIn } from '../ui/texts.ts';
import { lensName } from './lens/lens-chips.ts';

type TitledPage = PageView & ArticlePage;

/** The document's title, as the server wrote it and as it goes on where the headline changes. `seen`: what the lens of the moment is called. */
export function titleOf(page: TitledPage, seen = lensNameOf(page)): string {
  const { state, before, entryNumber, lastNumber, past, site, wording } = page;
  const texts = textsIn(wording);
  const parts = [state.article.headline, site.name];
  const entry = state.entries.find(({ number }) => number === entryNumber);
  if (entry) {
    const headline = entry.retraction === null ? entry.headline : null;
    parts.unshift(headline ?? texts.say('updateNumber', { number: entry.number }));
  } else if (seen !== '') {
    parts.splice(1, 0, seen);
  } else if (before !== null) {
    parts.splice(1, 0, texts.say('pageOfPages', { page: pageOf(before - 1), pages: pageCount(lastNumber) }));
  } else if (state.article.status === 'ended' && past === null) {
    parts.splice(1, 0, texts.say('asItHappened'));
  }
  return parts.join(' – ');
}

function lensNameOf({ lens, wording }: TitledPage): string {
  return lens === null ? '' : lensName(lens.lens, textsIn(wording));
}
