import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { choosePace } from './preferences.ts';
import { useLive, useReader } from './reader.ts';

/** Stops new entries from coming by themselves (WCAG 2.2.2), and takes up the pace again that there was before. */
export function PauseSwitch(): ReactNode {
  const { texts, preferences } = useReader();
  const { status, language } = useLive(live => live.article.article);
  const { pace, paceBefore } = useStore(preferences);
  if (status === 'ended') return null;
  const isPaused = pace === 'paused';
  const toggle = () => choosePace(preferences, isPaused ? paceBefore : 'paused');

  return (
    <button type="button" className="pause" aria-pressed={isPaused} onClick={toggle} {...texts.markFor(language)}>
      {texts.say('pause')}
    </button>
  );
}
