import { after } from '../../live/browser.ts';
import type { Reader } from '../reader.ts';
import { speak } from '../speak.ts';
import { Announcer } from './announcer.ts';
import { newsBetween, newsText } from './news.ts';
import { quietMs } from './pace.ts';

/** Tells what comes in, for those who hear the page, as often as their pace says. */
export function tellNews(reader: Reader): () => void {
  const { article, page, reading, preferences } = reader;
  const announcer = new Announcer({
    now: Date.now,
    after,
    quietMs: news => quietMs(preferences.getState().pace, news),
    speak: news => speak(reader, texts => newsText(news, texts)),
  });
  announcer.note(newsBetween(page.state, article.store.getState().article, page, reading.getState().view));
  const stops = [
    article.store.subscribe(({ article: now }, { article: then }) => {
      if (now !== then) announcer.note(newsBetween(then, now, page, reading.getState().view));
    }),
    preferences.subscribe(() => announcer.paceChanged()),
  ];
  return () => {
    for (const stop of stops) stop();
    announcer.close();
  };
}
