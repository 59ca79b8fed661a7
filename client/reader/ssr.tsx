import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import type { Page, PageView, Site, Wording } from '#shared/pages.ts';
import { wordingFor } from '../ui/languages.ts';
import { textsIn } from '../ui/texts.ts';
import { App, languageOf } from './app.tsx';
import { ArticleView } from './article-view.tsx';
import { ErrorView } from './error-view.tsx';
import { headOf } from './head.ts';
import { HomeView } from './home-view.tsx';
import { LensForm } from './lens/lens-form.tsx';
import { viewThrough } from './lens/lens-view.tsx';
import { ContentsView } from './moving/contents-view.tsx';
import { KeptList } from './offline/kept-list.tsx';
import { entryTitle, portableBody, portableEntry } from './portable-entry.tsx';
import { type ArticlePageView, createReader, type Reader } from './reader.ts';
import { PastView } from './replay/past-view.tsx';

export { entryTitle, headOf, portableBody, portableEntry };

/** What the interface says on a page. */
export function wordingOf(page: Page, site: Site): Wording {
  return wordingFor(languageOf(page, site));
}

/** The markup of a page, for the element that it is brought to life in. */
export function renderPage(view: PageView): string {
  return renderToString(<App view={view}>{contentOf(view)}</App>);
}

function contentOf(view: PageView): ReactNode {
  const texts = textsIn(view.wording);
  switch (view.page) {
    case 'home':
      return <HomeView articles={view.articles} texts={texts} />;
    case 'article':
      return view.past ? <PastView page={view} /> : <ArticleView reader={articleReader(view)} />;
    case 'contents':
      return <ContentsView view={view} texts={texts} />;
    case 'error':
      return (
        <ErrorView title={texts.say(view.problem)} texts={texts} way="home">
          {view.detail === null ? <p>{texts.say(`${view.problem}Detail`)}</p> : <p lang="en">{view.detail}</p>}
          {view.problem === 'offline' && <KeptList texts={texts} />}
          {view.beginning && (
            <p>
              <a href={view.beginning}>{texts.say('toBeginning')}</a>
            </p>
          )}
        </ErrorView>
      );
    default:
      return view satisfies never;
  }
}

function articleReader(view: ArticlePageView): Reader {
  const reader = createReader(view, view.lens && viewThrough(view, view.lens));
  return { ...reader, scriptless: <LensForm /> };
}
