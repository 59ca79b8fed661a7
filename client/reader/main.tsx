import './reader.css';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import type { PageView } from '#shared/pages.ts';
import { App } from './app.tsx';
import { ArticleView } from './article-view.tsx';
import { createReader } from './reader.ts';

const root = document.getElementById('root');
const data = document.getElementById('view')?.textContent;
if (!root || !data) throw new Error('The page came without its data.');
const view: PageView = JSON.parse(data);
// The other pages are complete as they are.
if (view.page === 'article') {
  const app = (
    <App view={view}>
      <ArticleView reader={createReader(view)} />
    </App>
  );
  // As a transition it is done in slices, and a slow phone stays responsive.
  startTransition(() => void hydrateRoot(root, app));
}
