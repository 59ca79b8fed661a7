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

/** Puts what is played on the page as a live page does, and tells of it now and then. */
export function showOn(reader: Reader): Show {
  const { article, reading, page } = reader;
  const announcer = new Announcer({
    now: Date.now,
    after,
    quietMs: news => quietMs('live', news),
    speak: news => speak(reader, texts => newsText(news, texts)),
  });
  let isSliding = false;

  function put(state: ArticleState, freshAfter: number): void {
    reading.setState({ freshAfter });
    article.store.setState({ article: state });
  }

  return (state, how) => {
    const before = article.store.getState().article;
    if (how === 'moved') {
      announcer.forget();
      return put(state, Number.POSITIVE_INFINITY);
    }
    announcer.note(newsBetween(before, state, page, null));
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
