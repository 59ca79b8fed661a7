import type { MouseEvent, ReactNode } from 'react';
import type { Contents } from '#shared/contents.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { type Reader, useReader } from '../reader.ts';
import { ContentsList } from './contents-list.tsx';
import { fetchContents } from './fetch-contents.ts';
import { goToEntry } from './go-to-entry.ts';
import { openSheet, Sheet } from './sheet.tsx';

/** Opens the article's contents over its page. Rejects where they cannot be had. */
export async function openContents(reader: Reader): Promise<void> {
  const contents = await fetchContents(reader.page.state.article.slug);
  openSheet(reader, () => <ContentsSheet contents={contents} />);
}

function ContentsSheet({ contents }: { readonly contents: Contents }): ReactNode {
  const { page, texts, times } = useReader();
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
            contents={contents}
            article={page.state.article}
            texts={texts}
            times={times}
            isHere={number => document.getElementById(entryAnchor(number)) !== null}
          />
        </div>
      )}
    </Sheet>
  );
}
