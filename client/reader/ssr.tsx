import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import type { PageView } from '#shared/pages.ts';
import { textsFor } from '../ui/texts.ts';
import { App } from './app.tsx';
import { ArticleView } from './article-view.tsx';
import { ErrorView } from './error-view.tsx';
import { headOf } from './head.ts';
import { HomeView } from './home-view.tsx';
import { createReader } from './reader.ts';

export { headOf };

/** The markup of a page, for the element that it is brought to life in. */
export function renderPage(view: PageView): string {
  return renderToString(<App view={view}>{contentOf(view)}</App>);
}

function contentOf(view: PageView): ReactNode {
  const texts = textsFor(headOf(view).lang);
  switch (view.page) {
    case 'home':
      return <HomeView articles={view.articles} texts={texts} />;
    case 'article':
      return <ArticleView reader={createReader(view)} />;
    case 'error':
      return <ErrorView title={view.title} detail={view.detail} texts={texts} way="home" />;
    default:
      return view satisfies never;
  }
}
