import type { ReactNode } from 'react';
import type { Page, PageView, Site } from '#shared/pages.ts';
import { textsIn } from '../ui/texts.ts';
import { Breakage } from './breakage.tsx';
import { ErrorView } from './error-view.tsx';
import { SiteFrame } from './site-frame.tsx';

export interface AppProps {
  readonly view: PageView;
  /** What stands in the frame. It comes from outside, so that a page's script brings only what that page shows. */
  readonly children: ReactNode;
}

export function App({ view, children }: AppProps): ReactNode {
  const lang = languageOf(view, view.site);
  const texts = textsIn(view.wording);
  return (
    <SiteFrame site={view.site} texts={texts} surrounding={lang} page={view.page}>
      <Breakage fallback={<ErrorView title={texts.say('broken')} texts={texts} way="reload" />}>{children}</Breakage>
    </SiteFrame>
  );
}

/** The language that a page is written in. */
export function languageOf(page: Page, site: Site): string {
  if (page.page === 'contents') return page.article.language;
  return page.page === 'article' ? page.state.article.language : site.language;
}
