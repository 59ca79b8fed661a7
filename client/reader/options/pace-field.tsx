import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { PACES } from '../kept-preferences.ts';
import { choosePace } from '../preferences.ts';
import { useReader } from '../reader.ts';

/** How soon new entries come, and how often the page speaks of them. */
export function PaceField(): ReactNode {
  const { texts, preferences } = useReader();
  const chosen = useStore(preferences, ({ pace }) => pace);
  return (
    <fieldset>
      <legend>{texts.say('pace')}</legend>
      {PACES.map(pace => (
        <label key={pace}>
          <input type="radio" name="pace" checked={pace === chosen} onChange={() => choosePace(preferences, pace)} />{' '}
          {texts.say(`pace_${pace}`)}
        </label>
      ))}
    </fieldset>
  );
}
