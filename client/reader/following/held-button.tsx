import { type ReactNode, useEffect } from 'react';
import { articlePath } from '#shared/addresses.ts';
import { UpIcon } from '../../ui/icons.tsx';
import { type Reader, useLive, useReader, useReading } from '../reader.ts';
import { newsText, waitingNews } from './news.ts';
import { passFocusOn } from './pass-focus-on.ts';

/** Loaded when something waits, so that it is there when the button is pressed. */
const loadShowing = () => import('./show-held.ts');

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
  const isWaiting = news !== '';
  useEffect(() => {
    if (isWaiting) loadShowing().catch(() => {});
  }, [isWaiting]);
  if (!isWaiting) return null;
  const label = (
    <>
      <UpIcon /> {news}
    </>
  );
  return (
    <div ref={passFocusOn} className="held" {...texts.markFor(language)}>
      {page.before === null || waiting.published === 0 ? (
        <button type="button" onClick={() => show(reader, slug)}>
          {label}
        </button>
      ) : (
        <a href={newestPath(slug)}>{label}</a>
      )}
    </div>
  );
}

function show(reader: Reader, slug: string): void {
  loadShowing().then(
    ({ showHeld }) => showHeld(reader),
    () => location.assign(newestPath(slug)),
  );
}

/** The newest page, through the lens that this one is seen through. */
function newestPath(slug: string): string {
  const query = new URLSearchParams(location.search);
  for (const place of ['before', 'after']) query.delete(place);
  return query.size === 0 ? articlePath(slug) : `${articlePath(slug)}?${query}`;
}
