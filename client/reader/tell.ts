import { after } from '../live/browser.ts';
import { type Texts, textsFor } from '../ui/texts.ts';
import { Announcer } from './announcer.ts';
import { newsBetween, newsText } from './news.ts';
import type { Reader } from './reader.ts';

/** A link that is lost for less than this is nobody's business. */
const WORTH_TELLING_MS = 5_000;
/** Then the line is empty again, for the same words twice in a row would not be heard. */
const SPOKEN_MS = 5_000;

/** Tells what comes in, for those who hear the page. */
export function tellNews(reader: Reader): () => void {
  const { article, page } = reader;
  const announcer = new Announcer({
    now: Date.now,
    after,
    speak: news => speak(reader, texts => newsText(news, texts)),
  });
  const unsubscribe = article.store.subscribe(({ article: now }, { article: then }) => {
    if (now !== then) announcer.note(newsBetween(then, now, page));
  });
  return () => {
    unsubscribe();
    announcer.close();
  };
}

/** Tells that the connection is lost, where that lasts. */
export function tellConnection(reader: Reader): () => void {
  const { article, reading } = reader;
  let stopTimer: (() => void) | null = null;

  function tellLost(): void {
    reading.setState({ link: 'lost' });
    speak(reader, texts => texts.say('connectionLost'));
  }
  function look(): void {
    const { status } = article.store.getState().connection;
    if (status === 'connecting' || status === 'waiting') {
      stopTimer ??= after(WORTH_TELLING_MS, tellLost);
      return;
    }
    stopTimer?.();
    stopTimer = null;
    if (reading.getState().link === 'lost') reading.setState({ link: 'sound' });
  }

  look();
  const unsubscribe = article.store.subscribe(look);
  return () => {
    unsubscribe();
    stopTimer?.();
  };
}

function speak({ article, reading }: Reader, say: (texts: Texts) => string): void {
  const announcement = say(textsFor(article.store.getState().article.article.language));
  reading.setState({ announcement });
  after(SPOKEN_MS, () => {
    if (reading.getState().announcement === announcement) reading.setState({ announcement: '' });
  });
}
