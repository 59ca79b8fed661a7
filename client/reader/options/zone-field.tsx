import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useReader } from '../reader.ts';

const ZONES = ['event', 'own'] as const;

/** Whose clock the times are written by. */
export function ZoneField(): ReactNode {
  const { texts, preferences } = useReader();
  const chosen = useStore(preferences, ({ zone }) => zone);
  return (
    <fieldset>
      <legend>{texts.say('zone')}</legend>
      {ZONES.map(zone => (
        <label key={zone}>
          <input type="radio" name="zone" checked={zone === chosen} onChange={() => preferences.setState({ zone })} />{' '}
          {texts.say(`zone_${zone}`)}
        </label>
      ))}
    </fieldset>
  );
}
