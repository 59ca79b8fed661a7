import type { Wording } from '#shared/pages.ts';
import { primaryOf } from './language-mark.ts';
import arabic from './languages/ar.json';
import german from './languages/de.json';
import english from './languages/en.json';
import spanish from './languages/es.json';
import french from './languages/fr.json';
import russian from './languages/ru.json';
import { type Texts, textsIn } from './texts.ts';

/**
 * All languages of the interface: one file each under languages/, for a translator to edit. The browser's reader does not import
 * this at first; its page brings the wording of the one language it needs.
 */
export const WORDINGS: Readonly<Record<string, Omit<Wording, 'language'>>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
};
const FALLBACK_LANGUAGE = 'en';

/** What the interface says on a page in this language; English where it has not been translated. */
export function wordingFor(language: string): Wording {
  const primary = primaryOf(language);
  const wording = WORDINGS[primary];
  return wording ? { language: primary, ...wording } : { language: FALLBACK_LANGUAGE, ...english };
}

export function textsFor(language: string): Texts {
  return textsIn(wordingFor(language));
}
