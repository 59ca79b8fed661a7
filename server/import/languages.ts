/** What a detector makes of a text; `scores` are between 0 and 1. */
interface Detected {
  readonly language: string;
  readonly isReliable: boolean;
  readonly scores: Readonly<Record<string, number>>;
}

export type DetectLanguage = (text: string) => Detected;

/** Its data is large, so it is read when the first text comes in, not when the server starts. */
export async function loadLanguageDetector(): Promise<DetectLanguage> {
  const { eld } = await import('eld/extrasmall');
  return text => {
    const result = eld.detect(text);
    const { ku, ...scores } = result.getScores();
    // The detector's Kurdish is the one in Arabic script, which has a tag of its own.
    const language = result.language === 'ku' ? 'ckb' : result.language;
    return { language, isReliable: result.isReliable(), scores: ku === undefined ? scores : { ...scores, ckb: ku } };
  };
}

const MAX_SAMPLE_CHARS = 4_000;
/** With fewer letters than this, a headline of names may look like any language. */
const ENOUGH_LETTERS = 150;
/** Below this many letters two languages of one script cannot be told apart for certain: a name or a quotation decides. */
const CERTAIN_LETTERS = 60;
/** Kindred languages (Danish and Norwegian) score alike; more text makes up for a smaller lead. */
const CLEAR_LEAD = 0.1;
const LONG_LETTERS = 250;
const LONG_LEAD = 0.025;
/** Outside its quotations a text says nothing with fewer letters than this: it is a quotation. */
const QUOTED_LETTERS = 15;

export interface Languages {
  /** Null where it cannot be told. */
  readonly article: string | null;
  /**
   * The language of an entry: the article's, unless another is certain, because the script is another, or because a text of some
   * length says so with and without what it quotes.
   */
  readonly ofEntry: (text: string) => string | null;
}

/** Where the introduction is short, those entries speak too that are in its script. */
export function languagesIn(
  { introduction, entries }: { readonly introduction: string; readonly entries: readonly string[] },
  detect: DetectLanguage,
): Languages {
  const articleScript = scriptOf(introduction.slice(0, MAX_SAMPLE_CHARS));
  const kindred =
    lettersIn(introduction) >= ENOUGH_LETTERS ? [] : entries.filter(text => scriptOf(text) === articleScript);
  const { language, isReliable } = detect([introduction, ...kindred].join('\n').slice(0, MAX_SAMPLE_CHARS));
  const article = isReliable && language !== '' ? language : null;
  return {
    article,
    ofEntry: text => languageOfEntry(text.slice(0, MAX_SAMPLE_CHARS), { article, articleScript }, detect),
  };
}

interface Surroundings {
  readonly article: string | null;
  readonly articleScript: string | null;
}

function languageOfEntry(
  text: string,
  { article, articleScript }: Surroundings,
  detect: DetectLanguage,
): string | null {
  const detected = detect(text);
  const script = scriptOf(text);
  if (script !== null && script !== articleScript) return likeliest(text, script, detected) ?? article;
  if (detected.language === '') return article;
  if (detected.language === article || !isCertain(text, detected, article)) return article;
  const own = text.replace(QUOTATIONS, ' ');
  if (lettersIn(own) < QUOTED_LETTERS) return detected.language;
  const ownDetected = detect(own);
  const isSame = ownDetected.language === detected.language && isCertain(own, ownDetected, article);
  return isSame ? detected.language : article;
}

const QUOTATIONS = /"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]/g;

function isCertain(text: string, { isReliable, scores, language }: Detected, article: string | null): boolean {
  const letters = lettersIn(text);
  const lead = (scores[language] ?? 0) - (scores[article ?? ''] ?? 0);
  return isReliable && letters >= CERTAIN_LETTERS && lead >= (letters >= LONG_LETTERS ? LONG_LEAD : CLEAR_LEAD);
}

/** The language with most speakers of those that share a script: what a few words are, where they may be it. */
const MOST_SPOKEN: Readonly<Record<string, string>> = {
  ...{ Cyrillic: 'ru', Arabic: 'ar', Devanagari: 'hi', Greek: 'el', Hebrew: 'he', Thai: 'th', Hangul: 'ko' },
  ...{ Georgian: 'ka', Armenian: 'hy', Ethiopic: 'am', Bengali: 'bn', Gurmukhi: 'pa', Tamil: 'ta', Telugu: 'te' },
};
const MAY_BE_LEAD = 0.05;

function likeliest(text: string, script: string, { language, scores }: Detected): string | undefined {
  const mostSpoken = MOST_SPOKEN[script];
  if (language === '') return mostSpoken;
  if (mostSpoken === undefined || lettersIn(text) >= CERTAIN_LETTERS) return language;
  return (scores[mostSpoken] ?? 0) >= (scores[language] ?? 0) - MAY_BE_LEAD ? mostSpoken : language;
}

/** A text is in a script where this share of its letters is. */
const SCRIPT_SHARE = 0.6;
const SCRIPTS =
  'Latin Cyrillic Greek Arabic Hebrew Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Thai Lao Georgian Armenian Ethiopic Hangul'
    .split(' ')
    .map(name => ({ name, letters: new RegExp(`\\p{Script=${name}}`, 'gu') }));
/** Chinese and Japanese share characters. */
const EAST_ASIAN = { name: 'East Asian', letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu };

/** The script of most letters of a text; null where it has none or several. */
function scriptOf(text: string): string | null {
  const letters = lettersIn(text);
  const found = [...SCRIPTS, EAST_ASIAN].find(
    script => (text.match(script.letters)?.length ?? 0) > letters * SCRIPT_SHARE,
  );
  return found?.name ?? null;
}

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
