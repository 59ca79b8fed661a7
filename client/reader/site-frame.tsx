import type { ReactNode } from 'react';
import type { PageView, Site } from '#shared/pages.ts';
import type { Texts } from '../ui/texts.ts';

export interface SiteFrameProps {
  readonly site: Site;
  readonly texts: Texts;
  /** The language of the page, which the interface may not speak. */
  readonly surrounding: string;
  readonly page: PageView['page'];
  readonly children: ReactNode;
}

/** What every page has around it. */
export function SiteFrame({ site, texts, surrounding, page, children }: SiteFrameProps): ReactNode {
  const labels = texts.markFor(surrounding);
  return (
    <>
      <div className="skips" {...labels}>
        <a href="#main">{texts.say('skipToContent')}</a>
        {page === 'article' && <a href="#updates">{texts.say('skipToUpdates')}</a>}
      </div>
      <header className="site-head">
        <a className="site-name" href="/">
          {site.name}
        </a>
        {site.tagline && <span className="site-tagline">{site.tagline}</span>}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-foot">
        <span className="site-name">{site.name}</span>
        {page !== 'home' && (
          <a href="/" {...labels}>
            {texts.say('allCoverage')}
          </a>
        )}
      </footer>
    </>
  );
}
