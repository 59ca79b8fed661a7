import type { ReactNode } from 'react';
import { UpIcon } from '../ui/icons.tsx';
import { articleHref } from './addresses.ts';
import { showHeld } from './at-top.ts';
import { useLive, useReader, useReading } from './reader.ts';
import { heldCount } from './reading.ts';

/** Where new updates wait while the reader reads: a button, or on a page of older ones a link to the newest. */
export function HeldButton(): ReactNode {
  const reader = useReader();
  const { page, texts } = reader;
  const revealedTo = useReading(reading => reading.revealedTo);
  const count = useLive(live => heldCount(live.article, page, revealedTo));
  const slug = useLive(live => live.article.article.slug);
  if (count === 0) return null;
  const label = (
    <>
      <UpIcon /> {texts.count('newUpdates', count)}
    </>
  );
  return (
    <div className="held">
      {page.before === null ? (
        <button type="button" onClick={() => showHeld(reader)}>
          {label}
        </button>
      ) : (
        <a href={articleHref(slug)}>{label}</a>
      )}
    </div>
  );
}
