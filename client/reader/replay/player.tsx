import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { articleAddress } from '../../live/article-address.ts';
import { after } from '../../live/browser.ts';
import { keepPlace } from '../following/keep-place.ts';
import { stylesAt } from '../on-demand.ts';
import { type Reader, useLive, useReader } from '../reader.ts';
import { speak } from '../speak.ts';
import { keepAddress } from './keep-address.ts';
import { LogReader } from './log-reader.ts';
import type { MomentStore } from './moment.ts';
import { MomentSlider } from './moment-slider.tsx';
import { Playback, SPEEDS } from './playback.ts';
import styles from './player.css?url';
import { PlayerButtons } from './player-buttons.tsx';
import { showOn } from './showing.ts';

await stylesAt(styles);

/** Plays an article back: always there to stop, in the reader's own time. */
export function Player({ moment }: { readonly moment: MomentStore }): ReactNode {
  const context = useReader();
  const { texts, article } = context;
  const { slug, language } = useLive(live => live.article.article);
  const reader = useRef(context);
  const [playback] = useState(() => openPlayback(context, moment));
  const { status, speed, skips } = useStore(playback.store);
  const isPlaying = status === 'playing' || status === 'loading';
  const toggle = () => (isPlaying ? playback.pause() : void playback.play());
  useEffect(() => {
    const stops = [
      playback.store.subscribe(({ at }) => moment.setState({ at: new Date(at).toISOString() })),
      // What is withdrawn is not to be played either.
      moment.subscribe((now, then) => {
        if (now.head !== then.head) void playback.refresh();
      }),
      playback.store.subscribe((now, then) => {
        if (now.status === 'failed' && then.status !== 'failed')
          speak(reader.current, words => words.say('replayFailed'));
      }),
      keepAddress(playback, slug),
      keepPlace(article),
      () => playback.close(),
    ];
    // Who followed the link to play has asked for it.
    if (location.hash === '#replay') void playback.play();
    return () => {
      for (const stop of stops) stop();
    };
  }, [playback, moment, article, slug]);

  function pressKey(event: KeyboardEvent): void {
    const isOnControl = event.target instanceof Element && event.target.matches('button, select, [type="checkbox"]');
    if (event.key !== ' ' || isOnControl) return;
    event.preventDefault();
    toggle();
  }

  return (
    <section className="player" aria-label={texts.say('replay')} onKeyDown={pressKey} {...texts.markFor(language)}>
      <div className="player-row">
        <PlayerButtons playback={playback} isPlaying={isPlaying} onToggle={toggle} />
        <MomentSlider playback={playback} />
      </div>
      <div className="player-row">
        <label>
          {texts.say('replaySpeed')}{' '}
          <select value={speed} onChange={event => playback.setSpeed(Number(event.target.value))}>
            {SPEEDS.map(each => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={skips} onChange={event => playback.setSkips(event.target.checked)} />{' '}
          {texts.say('replaySkips')}
        </label>
        {status === 'loading' && <span>{texts.say('replayLoading')}</span>}
        {status === 'failed' && <span className="player-failed">{texts.say('replayFailed')}</span>}
      </div>
    </section>
  );
}

function openPlayback(reader: Reader, moment: MomentStore): Playback {
  const { at, from, to } = moment.getState();
  const state = reader.article.store.getState().article;
  return new Playback({
    ...{ state, at: Date.parse(at), from: Date.parse(from), to: Date.parse(to) },
    log: new LogReader(getOf(state.article.slug)),
    show: showOn(reader),
    ...{ now: () => performance.now(), after },
  });
}

function getOf(slug: string) {
  return async (path: string, cache: RequestCache, signal: AbortSignal): Promise<unknown> => {
    const response = await fetch(articleAddress(slug) + path, { cache, signal });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
    return response.json();
  };
}
