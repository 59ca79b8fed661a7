import type { Preferences } from './kept-preferences.ts';

/**
 * What is shown of entries that are there in several languages, by a sheet of styles that needs nobody's markup: so it applies before
 * the page has come to life, and to what comes later.
 */
let sheet: CSSStyleSheet | null = null;

export function showTranslations({ translations, language }: Pick<Preferences, 'translations' | 'language'>): void {
  const rules = translations === 'original' ? [hidden('.translation')] : rulesFor(translations, language);
  if (sheet === null && rules.length === 0) return;
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(sheet);
  }
  sheet.replaceSync(rules.join(''));
}

function rulesFor(shown: 'both' | 'translation', language: string | null): string[] {
  if (shown === 'both') return language === null ? [] : [onlyIn(language)];
  // Of two rules the later one holds.
  return languagesOf(language).toReversed().flatMap(insteadIn);
}

/** The reader's own, the best one first; then that of the article, which a reader of it can read. */
function languagesOf(chosen: string | null): string[] {
  const own = [...(chosen === null ? [] : [chosen]), ...navigator.languages].flatMap(tag => [tag, tag.split('-')[0]]);
  return [...new Set([...own, document.documentElement.lang])].filter(isTag);
}

function isTag(tag: string | undefined): tag is string {
  return tag !== undefined && /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(tag);
}

/** Beside the original, the one translation. */
function onlyIn(language: string): string {
  const wanted = `[lang|="${language}"]`;
  return isTag(language) ? hidden(`.entry-translated:has(.translation${wanted}) .translation:not(${wanted})`) : '';
}

/** One text in place of all others, where an entry is there in this language; the headline stays where that text has none. */
function insteadIn(language: string): string[] {
  const wanted = `[lang|="${language}"]`;
  const translated = `.entry-translated:has(.translation${wanted})`;
  const original = `.entry-translated${wanted}`;
  return [
    hidden(`${translated} :is(.translation, .entry-main > .body)`),
    visible(`${translated} .entry-headline`),
    hidden(`.entry-translated:has(.translation${wanted} > .translation-headline) .entry-headline`),
    visible(`.translation${wanted}`),
    hidden(`${original} .translation`),
    visible(`${original} .entry-main > :is(.entry-headline, .body)`),
  ];
}

function hidden(selector: string): string {
  return `:where(${selector}){display:none}`;
}

function visible(selector: string): string {
  return `:where(${selector}){display:block}`;
}
