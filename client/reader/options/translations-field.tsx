import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Entry } from '#shared/article.ts';
import { languageName } from '../../ui/language-mark.ts';
import { TRANSLATIONS } from '../kept-preferences.ts';
import { useLive, useReader } from '../reader.ts';

/** What is shown of entries that are there in several languages, and in which of them. */
export function TranslationsField(): ReactNode {
  const { texts, preferences } = useReader();
  const { translations, language } = useStore(preferences);
  const entries = useLive(live => live.article.entries);
  const there = [...new Set([...languagesIn(entries), ...(language === null ? [] : [language])])];
  return (
    <fieldset>
      <legend>{texts.say('translations')}</legend>
      {TRANSLATIONS.map(shown => (
        <label key={shown}>
          <input
            type="radio"
            name="translations"
            checked={shown === translations}
            onChange={() => preferences.setState({ translations: shown })}
          />{' '}
          {texts.say(`translations_${shown}`)}
        </label>
      ))}
      {there.length > 0 && (
        <label>
          {texts.say('translationLanguage')}{' '}
          <select
            value={language ?? ''}
            disabled={translations === 'original'}
            onChange={event => preferences.setState({ language: event.target.value || null })}
          >
            <option value="">{texts.say('translationLanguage_any')}</option>
            {there.map(tag => (
              <option key={tag} value={tag}>
                {languageName(tag, texts.language)}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
}

/** Those in which an entry of several languages is there. */
function languagesIn(entries: readonly Entry[]): string[] {
  return entries.flatMap(entry => {
    if (entry.retraction !== null || !entry.translations?.length) return [];
    return [...entry.translations.map(({ language }) => language), entry.language];
  });
}
