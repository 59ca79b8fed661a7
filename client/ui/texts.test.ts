import { describe, expect, it } from 'vitest';
import { textsFor } from './languages.ts';

describe('texts', () => {
  const texts = textsFor('en-GB');

  it('fill in what they name', () => {
    expect(texts.say('number', { number: 5 })).toBe('No. 5');
    expect(texts.say('authorWithRole', { name: 'Ann {role}', role: 'in Houston' })).toBe('Ann {role}, in Houston');
  });

  it('count in the plural forms of the language', () => {
    expect([0, 1, 3, 1200].map(count => texts.count('newUpdates', count))).toEqual([
      '0 new updates',
      '1 new update',
      '3 new updates',
      '1,200 new updates',
    ]);
  });

  it('are English where they have not been translated', () => {
    expect(textsFor('tlh').say('summary')).toBe('What we know');
  });

  it('say in which language they are, where what is around them is in another', () => {
    expect(texts.markFor('en-US')).toEqual({});
    expect(texts.markFor('ar')).toEqual({ lang: 'en', dir: 'ltr' });
  });
});
