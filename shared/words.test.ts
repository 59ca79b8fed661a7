import { describe, expect, it } from 'vitest';
import { foldedWords, hasPhrases, phrasesOf, stretchesOf } from './words.ts';

describe('words', () => {
  it.each([
    ['The Zürich boats – "at last"!', ' the zurich boats at last'],
    ['Ёлка, café, ŁÓDŹ', ' елка cafe lodz'],
    ['e\u0301te\u0301 and \u00e9t\u00e9', ' ete and ete'],
    ['Straße STRASSE', ' strasse strasse'],
    ['İstanbul', ' istanbul'],
    ['العاصفةُ', ' العاصفة'],
    ['北京の船 42', ' 北 京 の 船 42'],
    ['हिन्दी', ' हिन्दी'],
    ['12.5 %', ' 12 5'],
    ['…', ''],
  ])('of %j are %j', (text, words) => {
    expect(foldedWords(text)).toBe(words);
  });

  it('of a query make a phrase where they stand together', () => {
    expect(phrasesOf('  Zürich don’t 北京  zurich , ')).toEqual([' zurich', ' don t', ' 北 京']);
    expect(phrasesOf(' ?! ')).toEqual([]);
    expect(phrasesOf('a b c d e f g h i j')).toHaveLength(8);
  });

  it.each([
    ['boats zur', true],
    ['urich', false],
    ['ship', false],
    ['zurich ship', false],
  ])('are found by their beginnings: %j', (query, expected) => {
    expect(hasPhrases(foldedWords('The boats leave Zürich'), phrasesOf(query))).toBe(expected);
  });
});

describe('stretches', () => {
  it.each([
    ['zurich', ['Zürich', 'Zürichsee']],
    ["don't", ['don’t']],
    ['go', ['go']],
    ['nothing', []],
    ['boats don', ['boats', 'don’t'.slice(0, 3)]],
  ])('of %j are whole words of the text', (query, found) => {
    const text = 'The Zürich boats don’t go to the Zürichsee';
    expect(stretchesOf(text, phrasesOf(query)).map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });
});
