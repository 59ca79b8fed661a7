import type { ArticleState } from '#shared/article.ts';
import { after } from '../../live/browser.ts';
import { Announcer } from '../following/announcer.ts';
import { newsBetween, newsText } from '../following/news.ts';
import { quietMs } from '../following/pace.ts';
import { slideOver } from '../following/slide.ts';
import type { Reader } from '../reader.ts';
import { highestNumber } from '../reading.ts';
import { speak } from '../speak.ts';
import type { Show } from './playback.ts';

/** Nothing is held of what is played, and no lens is before it. */
const EVERYTHING = { view: null, revealedTo: Number.POSITIVE_INFINITY };

/** Puts what is played on the page as a live page does, and tells of it now and then. */
export function showOn(reader: Reader): Show {
  const { article, reading, page } = reader;
  /** What is played, and as far as it was told of. */
  let [current, told] = [article.store.getState().article, article.store.getState().article];
  const announcer = new Announcer({
    now: Date.now,
    after,
    quietMs: news => quietMs('live', news),
    news: () => newsBetween(told, current, page, EVERYTHING),
    speak: news => {
      told = current;
      speak(reader, texts => newsText(news, texts));
    },
  });
  let isSliding = false;

  function put(state: ArticleState, freshAfter: number): void {
    reading.setState({ freshAfter });
    article.store.setState({ article: state });
  }

  return (state, how) => {
    const before = article.store.getState().article;
    current = state;
    if (how === 'moved') {
      announcer.close();
      told = state;
      return put(state, Number.POSITIVE_INFINITY);
    }
    announcer.note();
    if (isSliding || !isTopInView()) return put(state, highestNumber(before));
    isSliding = true;
    slideOver(() => put(state, highestNumber(before))).then(() => {
      isSliding = false;
    });
  };
}

/** Who reads further down is not moved. */
function isTopInView(): boolean {
  const heading = document.getElementById('updates');
  return heading !== null && heading.getBoundingClientRect().top >= 0;
}
