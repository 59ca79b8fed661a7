/**
 * Words as a search compares them: without case, accents and punctuation, so that "Zürich" is found by "zurich". Scripts that put no
 * spaces between words count each character as one. Server, store and page all search by this.
 */

const ALONE = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]';
const WORD = new RegExp(`${ALONE}|(?:(?!${ALONE})[\\p{L}\\p{M}\\p{N}])+`, 'gu');
/** Accents; vowel signs that belong to a script of their own are letters to its readers. */
const ACCENT = /\p{Script=Inherited}/gu;
/** Letters that no rule of Unicode takes apart, as those write them who do not have them on their keyboards. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i' };
/** A longer query is cut: nobody types it, and each phrase costs the store a look at every entry. */
const MAX_PHRASES = 8;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The words of a text with a space before each: a query's `phrases` are found in it as plain parts. */
export function foldedWords(text: string): string {
  return wordsOf(text)
    .map(({ text }) => ` ${text}`)
    .join('');
}

/** What must all be found in the folded words of a text: one phrase for each part of the query between spaces. The last letters of a word may be missing. */
export function phrasesOf(query: string): string[] {
  const phrases = query.split(/\s+/).map(foldedWords);
  return [...new Set(phrases)].filter(phrase => phrase !== '').slice(0, MAX_PHRASES);
}

export function hasPhrases(folded: string, phrases: readonly string[]): boolean {
  return phrases.every(phrase => folded.includes(phrase));
}

/** Where in a text the phrases stand, first to last, without overlaps: whole words. */
export function stretchesOf(text: string, phrases: readonly string[]): Stretch[] {
  const words = wordsOf(text);
  const found: Stretch[] = [];
  for (let at = 0; at < words.length; at++) {
    const length = Math.max(0, ...phrases.map(phrase => lengthAt(words, at, phrase)));
    const [first, last] = [words[at], words[at + length - 1]];
    if (length === 0 || first === undefined || last === undefined) continue;
    found.push({ start: first.start, end: last.end });
    at += length - 1;
  }
  return found;
}

/** How many words the phrase covers where it stands here; 0 where it does not. */
function lengthAt(words: readonly Word[], at: number, phrase: string): number {
  const parts = phrase.trim().split(' ');
  const fits = parts.every((part, index) => {
    const word = words[at + index]?.text;
    return index === parts.length - 1 ? word?.startsWith(part) : word === part;
  });
  return fits ? parts.length : 0;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)]
    .map(match => ({ text: folded(match[0]), start: match.index, end: match.index + match[0].length }))
    .filter(word => word.text !== '');
}

function folded(word: string): string {
  const plain = word.toLowerCase().normalize('NFKD').replace(ACCENT, '').toLowerCase();
  return plain.replace(/[ßæœøđłı]/g, letter => PLAIN[letter] ?? letter);
}
