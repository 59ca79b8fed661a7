import type { ArticlePage, PageView } from '#shared/pages.ts';

/** The data that a page goes on from. */
export function viewIn(html: string): PageView {
  const json = /<script type="application\/json" id="view">(.*?)<\/script>/s.exec(html)?.[1];
  return JSON.parse(json ?? 'null') as PageView;
}

export function articleIn(html: string): ArticlePage {
  const view = viewIn(html);
  if (view.page !== 'article') throw new Error(`this is a page of ${view.page}`);
  return view;
}
