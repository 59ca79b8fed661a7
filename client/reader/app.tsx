import type { ReactNode } from 'react';
import type { PageView } from '#shared/pages.ts';
import { textsFor } from '../ui/texts.ts';
import { Breakage } from './breakage.tsx';
import { ErrorView } from './error-view.tsx';
import { headOf } from './head.ts';
import { SiteFrame } from './site-frame.tsx';

export interface AppProps {
  readonly view: PageView;
  /** What stands in the frame. It comes from outside, so that a page's script brings only what that page shows. */
  readonly children: ReactNode;
}

export function App({ view, children }: AppProps): ReactNode {
  const { lang } = headOf(view);
  const texts = textsFor(lang);
  return (
    <SiteFrame site={view.site} texts={texts} surrounding={lang} page={view.page}>
      <Breakage fallback={<ErrorView title={texts.say('broken')} texts={texts} way="reload" />}>{children}</Breakage>
    </SiteFrame>
  );
}
