import { directionOf } from '#shared/language.ts';

/** Attributes that tell browsers and screen readers in which language something is written. */
export interface LanguageMark {
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/** For a text inside one of another language; nothing where they are the same. */
export function languageMark(language: string, surrounding: string): LanguageMark {
  return primaryOf(language) === primaryOf(surrounding) ? {} : { lang: language, dir: directionOf(language) };
}

/** "en" of "en-GB". */
export function primaryOf(language: string): string {
  return language.toLowerCase().split('-', 1)[0] ?? '';
}

/** As it is called in the interface's language; the tag itself where nobody knows it. */
export function languageName(language: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
