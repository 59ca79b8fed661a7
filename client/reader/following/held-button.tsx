import type { ReactNode } from 'react';
import { PLAIN_LENS } from '#shared/lens.ts';
import { UpIcon } from '../../ui/icons.tsx';
import { lensPath } from '../lens/lens-address.ts';
import { useLive, useReader, useReading } from '../reader.ts';
import { newsText, waitingNews } from './news.ts';
import { showHeld } from './show-held.ts';

/** Where new updates wait while the reader reads: a button, or on a page of older ones a link to the newest. */
export function HeldButton(): ReactNode {
  const reader = useReader();
  const { page, texts } = reader;
  const reading = useReading(now => now);
  const state = useLive(live => live.article);
  const slug = useLive(live => live.article.article.slug);
  const language = useLive(live => live.article.article.language);
  const waiting = waitingNews(state, page, reading);
  const news = newsText(waiting, texts, reading.view?.newAt);
  if (news === '') return null;
  const label = (
    <>
      <UpIcon /> {news}
    </>
  );
  return (
    <div className="held" {...texts.markFor(language)}>
      {page.before === null || waiting.published === 0 ? (
        <button type="button" onClick={() => showHeld(reader)}>
          {label}
        </button>
      ) : (
        <a href={lensPath(slug, page.lens?.lens ?? PLAIN_LENS)}>{label}</a>
      )}
    </div>
  );
}
