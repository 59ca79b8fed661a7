import { after } from '../../live/browser.ts';
import type { Reader } from '../reader.ts';
import { speak } from '../speak.ts';
import { Announcer } from './announcer.ts';
import { newsBetween, newsText } from './news.ts';
import { quietMs } from './pace.ts';

/** Tells what comes in, for those who hear the page, as often as their pace says. */
export function tellNews(reader: Reader): () => void {
  const { article, page, reading, preferences } = reader;
  const current = () => article.store.getState().article;
  /** As far as it was told of. */
  let told = page.state;
  const announcer = new Announcer({
    now: Date.now,
    after,
    quietMs: news => quietMs(preferences.getState().pace, news),
    news: () => newsBetween(told, current(), page, reading.getState()),
    speak: news => {
      told = current();
      speak(reader, texts => newsText(news, texts));
    },
  });
  announcer.note();
  const stops = [
    article.store.subscribe(({ article: now }, { article: then }) => {
      if (now === then) return;
      // Of another log nothing can be told that goes on from what was told.
      if (now.position.epoch !== then.position.epoch) told = now;
      announcer.note();
    }),
    // With another choice of entries, what it shows is looked at.
    reading.subscribe((now, then) => {
      if ((now.view === null) !== (then.view === null)) told = current();
    }),
    preferences.subscribe(() => announcer.paceChanged()),
  ];
  return () => {
    for (const stop of stops) stop();
    announcer.close();
  };
}
