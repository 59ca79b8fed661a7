import { describe, expect, it } from 'vitest';
import english from './languages/en.json';
import { textsFor, WORDINGS } from './languages.ts';

const translated = Object.entries(WORDINGS).filter(([language]) => language !== 'en');

describe.each(translated)('the interface in %s', (language, wording) => {
  it('says everything there is to say', () => {
    expect(Object.keys(wording.say)).toEqual(Object.keys(english.say));
    expect(Object.keys(wording.count)).toEqual(Object.keys(english.count));
    expect(Object.entries(wording.say).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('leaves the places to fill in as they are', () => {
    for (const [key, text] of Object.entries(english.say))
      expect([key, placesIn(wording.say[key])]).toEqual([key, placesIn(text)]);
  });

  it('has the plural forms that the language has, and no others', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, forms] of Object.entries(wording.count))
      expect([key, Object.keys(forms).toSorted()]).toEqual([key, pluralCategories.toSorted()]);
  });
});

it('counts as the language does', () => {
  const russian = textsFor('ru');
  expect([1, 3, 5, 21].map(count => russian.count('newUpdates', count))).toEqual([
    '1 новое сообщение',
    '3 новых сообщения',
    '5 новых сообщений',
    '21 новое сообщение',
  ]);
  const arabic = textsFor('ar-EG');
  expect([1, 2, 11].map(count => arabic.count('updates', count))).toEqual(['تحديث واحد', 'تحديثان', '11 تحديثًا']);
});

function placesIn(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
}
