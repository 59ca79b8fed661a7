import { startTransition } from 'react';
import { withRichParts } from '../ui/rich/rich.tsx';
import { App } from './app.tsx';
import { ArticleView } from './article-view.tsx';
import { hydrateRoot } from './hydrate.ts';
import { type ArticlePageView, createReader } from './reader.ts';

/** From what the server rendered to a page that follows its article. */
export async function bringToLife(root: HTMLElement, page: ArticlePageView): Promise<void> {
  const lens = page.lens && (await import('./lens/lens-view.tsx')).viewThrough(page, page.lens);
  const past = page.past && (await import('./replay/past-view.tsx'));
  const content = past ? <past.PastView page={page} /> : <ArticleView reader={createReader(page, lens)} />;
  const app = <App view={page}>{content}</App>;
  // A page without markup is drawn anew: that is no error.
  const options = root.firstChild ? {} : { onRecoverableError: () => {} };
  // As a transition it is done in slices, and a slow phone stays responsive.
  withRichParts(page.state, () => startTransition(() => void hydrateRoot(root, app, options)));
}
