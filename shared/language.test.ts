import { describe, expect, it } from 'vitest';
import { directionOf } from './language.ts';

describe('a language is written', () => {
  it.each(['ar', 'he', 'fa-IR', 'ur', 'yi', 'ckb', 'ary', 'lah', 'sdh', 'AR', 'az-Arab', 'en-Hebr', 'pa-Arab-PK'])(
    'from right to left: %s',
    tag => {
      expect(directionOf(tag)).toBe('rtl');
    },
  );

  it.each(['en', 'ru', 'az', 'ku', 'ar-Latn', 'zh-Hant-TW', 'und', ''])('from left to right: %s', tag => {
    expect(directionOf(tag)).toBe('ltr');
  });

  it('as Unicode knows it, for every language with a code of two letters', () => {
    for (const tag of knownLanguages())
      expect([tag, directionOf(tag)]).toEqual([tag, new Intl.Locale(tag).getTextInfo().direction]);
  });
});

function knownLanguages(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const tags = letters.flatMap(first => letters.map(second => first + second));
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return tags.filter(tag => names.of(tag) !== undefined && Intl.getCanonicalLocales(tag)[0] === tag);
}
