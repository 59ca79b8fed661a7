import type { ReactNode } from 'react';
import { articlePath, olderPath, pagePath } from '#shared/addresses.ts';
import { pageCount, pageOf } from '#shared/page-boundaries.ts';
import { useLive, useReader } from '../reader.ts';

/** Which of the article's pages this is, and ways to the others. The newest is one of them; one landmark of this name is enough. */
export function PageLinks({ place }: { readonly place: 'top' | 'foot' }): ReactNode {
  const { page, texts } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  const { before, newerBefore } = page;
  const pages = pageCount(page.lastNumber);
  const here = before === null ? pages : pageOf(before - 1);
  if (pages < 2) return null;
  const Part = place === 'foot' ? 'nav' : 'div';
  const label = place === 'foot' ? { 'aria-label': texts.say('copyPages') } : {};
  return (
    <Part className="newer" {...label} {...texts.markFor(language)}>
      {before !== null && <a href={articlePath(slug)}>{texts.say('latest')}</a>}
      {newerBefore !== null && (
        <a rel="prev" href={olderPath(slug, newerBefore)}>
          {texts.say('newer')}
        </a>
      )}
      <span>{texts.say('pageOfPages', { page: here, pages })}</span>
      {here > 1 && <a href={pagePath(slug, here - 1)}>{texts.say('olderPage')}</a>}
      {here > 2 && <a href={pagePath(slug, 1)}>{texts.say('oldest')}</a>}
    </Part>
  );
}
