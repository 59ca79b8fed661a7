import './reader.css';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import type { PageView } from '#shared/pages.ts';
import { withRichParts } from '../ui/rich/rich.tsx';
import { App } from './app.tsx';
import { ArticleView } from './article-view.tsx';
import { registerWorker } from './offline/register.ts';
import { keptPreferences } from './preferences.ts';
import { type ArticlePageView, createReader } from './reader.ts';
import { showTranslations } from './translations.ts';

const root = document.getElementById('root');
const data = document.getElementById('view')?.textContent;
if (!root || !data) throw new Error('The page came without its data.');
const view: PageView = JSON.parse(data);
registerWorker();
// The other pages are complete as they are.
if (view.page === 'article') void bringToLife(root, root.firstChild ? view : asOfNow(view));

/** A page that was kept for offline may have been made long ago; what its device's clock was off by then is known. */
function asOfNow(page: ArticlePageView): ArticlePageView {
  const { aheadMs = 0 } = document.getElementById('kept')?.dataset ?? {};
  return { ...page, now: Date.now() + Number(aheadMs) };
}

async function bringToLife(root: HTMLElement, page: ArticlePageView): Promise<void> {
  // As early as can be: it changes how much room the entries take.
  showTranslations(keptPreferences());
  const lens = page.lens && (await import('./lens/lens-view.tsx')).viewThrough(page, page.lens);
  const past = page.past && (await import('./replay/past-view.tsx'));
  const content = past ? <past.PastView page={page} /> : <ArticleView reader={createReader(page, lens)} />;
  const app = <App view={page}>{content}</App>;
  // A page that was kept for offline comes without markup: that it is drawn anew is no error.
  const options = root.firstChild ? {} : { onRecoverableError: () => {} };
  // As a transition it is done in slices, and a slow phone stays responsive.
  withRichParts(page.state, () => startTransition(() => void hydrateRoot(root, app, options)));
}
