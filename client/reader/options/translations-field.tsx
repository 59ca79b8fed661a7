import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { TRANSLATIONS } from '../preferences.ts';
import { useReader } from '../reader.ts';

/** What is shown of entries that are there in several languages. */
export function TranslationsField(): ReactNode {
  const { texts, preferences } = useReader();
  const chosen = useStore(preferences, ({ translations }) => translations);
  return (
    <fieldset>
      <legend>{texts.say('translations')}</legend>
      {TRANSLATIONS.map(shown => (
        <label key={shown}>
          <input
            type="radio"
            name="translations"
            checked={shown === chosen}
            onChange={() => preferences.setState({ translations: shown })}
          />{' '}
          {texts.say(`translations_${shown}`)}
        </label>
      ))}
    </fieldset>
  );
}
