import { renderToStaticMarkup } from 'react-dom/server';
import type { Entry } from '#shared/article.ts';
import type { BundleKeyEvent, BundlePage, ExportView } from '#shared/exported.ts';
import type { Wording } from '#shared/pages.ts';
import { EntryView } from '../ui/entry-view.tsx';
import { wordingFor } from '../ui/languages.ts';
import { BundleFoot, BundleHead, fileOf } from './bundle-view.tsx';
import { articleMarkdown, entryMarkdown } from './markdown.ts';
import { voiceOf } from './voice.ts';

export { articleMarkdown, entryMarkdown, fileOf };

/** What the interface says in a copy of an article in this language. */
export function wordingOf(language: string): Wording {
  return wordingFor(language);
}

/** What a page of the bundle begins with, up to its entries. */
export function bundleStart(view: ExportView, page: BundlePage, keyEvents: readonly BundleKeyEvent[]): string {
  return renderToStaticMarkup(<BundleHead view={view} page={page} keyEvents={keyEvents} />);
}

/** Entries as the reader's page has them, without a script. */
export function bundleEntries(view: ExportView, entries: readonly Entry[]): string {
  const { texts, times } = voiceOf(view);
  return renderToStaticMarkup(
    entries.map(entry => (
      <li key={entry.number}>
        <EntryView
          entry={entry}
          texts={texts}
          times={times}
          mark={entry.id === view.article.pinnedEntryId ? 'pinned' : null}
        />
      </li>
    )),
  );
}

/** What comes below the entries of a page. */
export function bundleEnd(view: ExportView, page: BundlePage): string {
  return renderToStaticMarkup(<BundleFoot view={view} page={page} />);
}
