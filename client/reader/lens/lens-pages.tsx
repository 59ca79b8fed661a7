import type { ReactNode } from 'react';
import { useLive, useReader } from '../reader.ts';
import { furtherPath, lensPath } from './lens-address.ts';

/** From a further page of what the lens picks back to the ones before it. */
export function LensPages({ place }: { readonly place: 'top' | 'foot' }): ReactNode {
  const { page, texts } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  if (page.lens === null || page.lens.from === null) return null;
  const { lens, back } = page.lens;
  const isNewest = lens.order === 'newest';
  const Part = place === 'foot' ? 'nav' : 'div';
  const label = place === 'foot' ? { 'aria-label': texts.say('copyPages') } : {};
  return (
    <Part className="newer" {...label} {...texts.markFor(language)}>
      <a href={lensPath(slug, lens)} {...(back === null && { rel: 'prev' })}>
        {texts.say(isNewest ? 'latest' : 'fromTheBeginning')}
      </a>
      {back !== null && (
        <a rel="prev" href={furtherPath(slug, { lens, next: back })}>
          {texts.say(isNewest ? 'newer' : 'older')}
        </a>
      )}
    </Part>
  );
}
