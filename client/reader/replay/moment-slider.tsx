import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { after } from '../../live/browser.ts';
import { useLive, useReader } from '../reader.ts';
import { ownZone } from '../use-voice.ts';
import { clockIn, stepFor } from './clock.ts';
import type { Playback } from './playback.ts';

/** Until the reader has let go of the slider: not every moment on the way is read. */
const SETTLE_MS = 200;

/** Where in the whole span it is, by name; moved, it goes there. */
export function MomentSlider({ playback }: { readonly playback: Playback }): ReactNode {
  const { texts, times, page, preferences } = useReader();
  const { language, timeZone } = useLive(live => live.article.article);
  const zone = useStore(preferences, chosen => (chosen.zone === 'own' ? ownZone() : timeZone));
  const { at, to } = useStore(playback.store);
  const [wanted, setWanted] = useState<number | null>(null);
  const settling = useRef(() => {});
  useEffect(() => () => settling.current(), []);
  const clock = useMemo(() => clockIn(language, zone), [language, zone]);
  const from = Date.parse(page.past?.from ?? '');
  const step = stepFor(to - from);
  const shown = wanted ?? at;
  const { date } = times.parts(new Date(shown).toISOString());
  const name = [date, clock(shown)].filter(part => part !== null).join(', ');

  function move(value: number): void {
    const goal = Math.min(value, to);
    setWanted(goal);
    settling.current();
    settling.current = after(SETTLE_MS, () => {
      void playback.seek(goal);
      setWanted(null);
    });
  }

  return (
    <>
      <input
        type="range"
        aria-label={texts.say('replayMoment')}
        aria-valuetext={name}
        min={from}
        max={from + Math.ceil((to - from) / step) * step}
        step={step}
        value={shown}
        onChange={event => move(Number(event.target.value))}
      />
      <time className="player-time" dateTime={new Date(shown).toISOString()}>
        {name}
      </time>
    </>
  );
}
