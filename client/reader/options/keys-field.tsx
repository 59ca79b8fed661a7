import { type ReactNode, useId } from 'react';
import { useStore } from 'zustand';
import { useReader } from '../reader.ts';

const STATES = ['on', 'off'] as const;

/** Whether single keys move about in the page (WCAG 2.1.4). */
export function KeysField(): ReactNode {
  const { texts, preferences } = useReader();
  // The field stands in the options and in the list of keys: each is a group of its own.
  const name = useId();
  const chosen = useStore(preferences, ({ keys }) => keys);
  return (
    <fieldset>
      <legend>{texts.say('keys')}</legend>
      {STATES.map(keys => (
        <label key={keys}>
          <input type="radio" name={name} checked={keys === chosen} onChange={() => preferences.setState({ keys })} />{' '}
          {texts.say(`keys_${keys}`)}
        </label>
      ))}
    </fieldset>
  );
}
