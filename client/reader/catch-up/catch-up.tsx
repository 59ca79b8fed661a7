import { type ReactNode, useEffect, useState } from 'react';
import { entryPath } from '#shared/addresses.ts';
import { bodyText } from '#shared/body-text.ts';
import { PLAIN_LENS } from '#shared/lens.ts';
import { languageMark } from '../../ui/language-mark.ts';
import { shownAt } from '../../ui/times.ts';
import { newsText } from '../following/news.ts';
import { goToFirst } from '../following/show-held.ts';
import type { Visit } from '../following/visits.ts';
import { lensPath } from '../lens/lens-address.ts';
import { stylesAt } from '../on-demand.ts';
import { useLive, useReader } from '../reader.ts';
import styles from './catch-up.css?url';
import { fetchMissed } from './fetch-missed.ts';
import { type Missed, missedIn } from './missed.ts';

await stylesAt(styles);

type Sum = Missed & { readonly isComplete: boolean };

/** Tells a reader who comes back what happened meanwhile. It lies over the page, so nothing makes way for it. */
export function CatchUp({ visit }: { readonly visit: Visit }): ReactNode {
  const { texts, times, reading, page } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  const [sum, setSum] = useState<Sum | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const upTo = page.state.position.seq;
    fetchMissed(slug, visit, stop.signal).then(
      found => {
        if (found === null) return;
        // What is newer than the page is told of as it comes.
        const missed = missedIn(
          found.changes.filter(({ seq }) => seq <= upTo),
          visit,
        );
        setSum({ ...missed, isComplete: found.isComplete });
        if (missed.published.length > 0) reading.setState({ newSince: visit.number });
      },
      () => {},
    );
    return () => stop.abort();
  }, [slug, visit, page, reading]);
  if (sum === null) return null;
  const news = newsText({ ...sum, published: sum.published.length }, texts);
  if (news === '') return null;
  const key = sum.published.filter(({ keyEvent }) => keyEvent);
  const [first] = sum.published;
  const time = times.moment(new Date(visit.at).toISOString());
  const close = () => setSum(null);

  return (
    <section className="catch-up" aria-label={texts.say('catchUp')} {...texts.markFor(language)}>
      <p className="catch-up-news">{texts.say(sum.isComplete ? 'sinceThen' : 'sinceThenAtLeast', { time, news })}</p>
      {key.length > 0 && (
        <details>
          <summary>{texts.count('keyEventsAmong', key.length)}</summary>
          <ol>
            {key.map(entry => (
              <li key={entry.number}>
                <time dateTime={shownAt(entry)}>{times.moment(shownAt(entry))}</time>{' '}
                <a href={hrefOf(entry.number)} {...languageMark(entry.language, texts.language)} onClick={close}>
                  {entry.headline ?? bodyText(entry.body).split('\n', 1)}
                </a>
              </li>
            ))}
          </ol>
        </details>
      )}
      <p className="catch-up-ways">
        {first && sum.isComplete && (
          <a
            href={hrefOf(first.number)}
            onClick={event => {
              close();
              if (document.getElementById(`entry-${first.number}`) === null) return;
              event.preventDefault();
              goToFirst(new Set([first.number]), reading.getState().view);
            }}
          >
            {texts.say('firstUnread')}
          </a>
        )}{' '}
        {key.length > 0 && (
          <a href={lensPath(slug, { ...PLAIN_LENS, show: 'key' })} onClick={close}>
            {texts.say('keyEventsOnly')}
          </a>
        )}{' '}
        <button type="button" className="plain" onClick={close}>
          {texts.say('dismiss')}
        </button>
      </p>
    </section>
  );

  function hrefOf(number: number): string {
    const isHere = document.getElementById(`entry-${number}`) !== null;
    return isHere ? `#entry-${number}` : entryPath(slug, { number });
  }
}
