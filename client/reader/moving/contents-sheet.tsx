import type { MouseEvent, ReactNode } from 'react';
import type { Contents } from '#shared/contents.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { listedKeyEvents } from '../listed-key-events.ts';
import { type Reader, useLive, useReader, useReading } from '../reader.ts';
import { ContentsList } from './contents-list.tsx';
import { fetchContents } from './fetch-contents.ts';
import { goToEntry } from './go-to-entry.ts';
import { openSheet, Sheet } from './sheet.tsx';
import { UseList } from './use-list.tsx';

/** Opens the article's contents over its page. Rejects where they cannot be had. */
export async function openContents(reader: Reader): Promise<void> {
  const contents = await fetchContents(reader.page.state.article.slug);
  openSheet(reader, () => <ContentsSheet contents={contents} />);
}

function ContentsSheet({ contents }: { readonly contents: Contents }): ReactNode {
  const { page, article, texts } = useReader();
  const { entries } = useLive(live => live.article);
  // What was withdrawn or reworded since it was asked for is not left standing.
  const keyEvents = listedKeyEvents({ numbers: [], links: contents.keyEvents }, entries, Number.POSITIVE_INFINITY);
  const order = useReading(({ view }) => (view?.newAt === 'end' ? 'oldest' : 'newest'));
  const jump = (event: MouseEvent, close: () => void) => {
    const href = (event.target as Element).closest('a')?.getAttribute('href') ?? '';
    const number = /^#entry-(\d+)$/.exec(href)?.[1];
    if (number === undefined) return;
    event.preventDefault();
    close();
    goToEntry(Number(number));
  };
  return (
    <Sheet title={texts.say('jump')}>
      {close => (
        // biome-ignore lint/a11y/noStaticElementInteractions: what is clicked are the links in it
        // biome-ignore lint/a11y/useKeyWithClickEvents: and they are by keyboard too
        <div onClick={event => jump(event, close)}>
          <ContentsList
            contents={{ ...contents, keyEvents: keyEvents.filter(link => link !== null) }}
            article={page.state.article}
            texts={texts}
            order={order}
            now={article.now()}
            isHere={number => document.getElementById(entryAnchor(number)) !== null}
          />
          <UseList slug={page.state.article.slug} siteUrl={location.origin} texts={texts} />
        </div>
      )}
    </Sheet>
  );
}
