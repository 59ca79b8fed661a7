import type { ExportRenderer } from '#server/pages/assets.ts';
import { articlePath } from '#shared/addresses.ts';
import type { Position } from '#shared/article.ts';
import type { ExportView } from '#shared/exported.ts';
import { type ExportStore, entriesBetween } from './entries.ts';

/** Everything an export is made from. */
export interface ExportSource {
  readonly store: ExportStore;
  readonly renderer: ExportRenderer;
  readonly view: ExportView;
  readonly position: Position;
  /** The number of the newest entry; 0 where there is none. */
  readonly lastNumber: number;
}

/** The version of the JSON's shape, as docs/export.md describes it. */
const FORMAT = 'pressbox-article/1';

export async function* jsonOf({ store, view, position, lastNumber }: ExportSource): AsyncGenerator<string> {
  const { article, siteUrl, now } = view;
  const address = `${siteUrl}${articlePath(article.slug)}`;
  const head = { format: FORMAT, exportedAt: new Date(now).toISOString(), address, position, article };
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let separator = '\n';
  for await (const entries of entriesBetween(store, article.id, { from: 1, to: lastNumber })) {
    yield separator + entries.map(entry => JSON.stringify(entry)).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

export async function* markdownOf({ store, renderer, view, lastNumber }: ExportSource): AsyncGenerator<string> {
  yield renderer.articleMarkdown(view);
  for await (const entries of entriesBetween(store, view.article.id, { from: 1, to: lastNumber }))
    yield entries.map(entry => `\n${renderer.entryMarkdown(view, entry)}`).join('');
}
