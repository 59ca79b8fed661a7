import type { ReactNode } from 'react';
import { articlePath } from '#shared/addresses.ts';
import { directionOf } from '#shared/language.ts';
import type { ContentsPage } from '#shared/pages.ts';
import type { Texts } from '../../ui/texts.ts';
import { ContentsList } from './contents-list.tsx';
import { UseList } from './use-list.tsx';

/** An article's contents as a page, where no script shows them in the article's own. */
export function ContentsView({ view, texts }: { readonly view: ContentsPage; readonly texts: Texts }): ReactNode {
  const { article, contents, siteUrl, now } = view;
  const { slug, headline, language } = article;
  return (
    <div className="contents-page" lang={language} dir={directionOf(language)}>
      <h1>
        <a href={articlePath(slug)}>{headline}</a>
      </h1>
      <ContentsList {...{ contents, article, texts, now }} order="newest" isHere={() => false} />
      <UseList {...{ slug, siteUrl, texts }} />
    </div>
  );
}
