import { textsIn } from '../../ui/texts.ts';
import type { Reader } from '../reader.ts';
import { titleOf } from '../title.ts';
import { newsText, waitingNews } from './news.ts';

/** How much waits, before the title: tabs show little more than that. Of what kind it is stands after it. */
export function countInTitle({ article, reading, page }: Reader): () => void {
  function show(): void {
    const state = article.store.getState().article;
    const now = reading.getState();
    const { wording, view } = now;
    const news = waitingNews(state, page, now);
    const count = news.published + news.corrected + news.withdrawn;
    const texts = textsIn(wording);
    const title = titleOf({ ...page, state, wording }, view?.nameIn?.(texts) ?? '');
    document.title = count > 0 ? `(${count}) ${title} – ${newsText(news, texts, view?.newAt)}` : title;
  }
  show();
  const stops = [article.store.subscribe(show), reading.subscribe(show)];
  return () => {
    for (const stop of stops) stop();
  };
}
