import { expect, test } from 'vitest';
import { languagesIn, loadLanguageDetector } from './languages.ts';

const detect = await loadLanguageDetector();
const english = inText('The bridge over the river is open again, for the first time since the flood of last autumn.');

test('an entry in another script does not make the article one in its language', () => {
  const entries = [
    'Мост открыт, и первые машины уже едут на другой берег.',
    'The barriers are down, and people cheer.',
  ];
  expect(inText('The bridge is open again', entries).article).toBe('en');
});

test('tells the language of an article', () => {
  expect(english.article).toBe('en');
  expect(inText('Die Brücke über den Fluss ist seit heute Morgen wieder offen.').article).toBe('de');
});

test('does not guess where there is too little', () => {
  expect(inText('1202').article).toBeNull();
  expect(inText('').ofEntry('1201')).toBeNull();
});

test.each([
  ['ru', 'Московское радио прервало передачи: на орбиту выведен корабль с человеком на борту.'],
  ['ru', 'Поехали!'],
  ['uk', 'Київське радіо перервало передачі. Диктор повідомив, що на орбіту виведено космічний корабель.'],
  ['el', 'Η γέφυρα άνοιξε.'],
  ['he', 'הגשר נפתח שוב'],
  ['ja', '橋は再び開通しました。'],
])('an entry in another script is in another language: %s', (language, text) => {
  expect(english.ofEntry(text)).toBe(language);
});

test('an entry in the same script is in another language where it is long enough', () => {
  expect(english.ofEntry("Le pont est ouvert, et le maire de la ville voisine l'a franchi le premier, à vélo.")).toBe(
    'fr',
  );
  expect(
    english.ofEntry('« Le pont est ouvert, et je suis heureuse de le franchir la première, à vélo et sous la pluie »'),
  ).toBe('fr');
});

test.each([
  'Poyekhali!',
  'Mode 1 Charlie.',
  'C’est la vie.',
  'Bundeskanzler Willy Brandt congratulates NASA.',
  'The mayor said: "La situation est grave mais pas désespérée, et nous ferons tout ce qui est en notre pouvoir." She then left.',
])('a foreign word, name or quotation leaves "%s" in the language of the article', text => {
  expect(english.ofEntry(text)).toBe('en');
});

function inText(introduction: string, entries: readonly string[] = []) {
  return languagesIn({ introduction, entries }, detect);
}
