import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { makeEntry, makeState } from '../../live/scenes.ts';
import { findHere } from './search.ts';

function state(completeFrom: number) {
  const entries = [
    makeEntry({ number: 4, body: paragraphs(['Zurich again.']) }),
    makeEntry({ number: 3, headline: 'Bern', body: paragraphs(['Nothing here.']) }),
    makeEntry({ number: 2, body: paragraphs([`${'Word '.repeat(60)}and then Zürich, ${'after '.repeat(60)}`]) }),
    makeEntry({ number: 1, body: paragraphs(['Zurich, known by chance.']) }),
  ];
  return { ...makeState({ to: 0 }), entries, completeFrom };
}

describe('a search on the page', () => {
  it('finds what is shown, newest first, and says from where on the server is to be asked', () => {
    const finding = findHere('zürich', state(2), 4);
    expect(finding?.found.map(({ number }) => number)).toEqual([4, 2]);
    expect(finding?.next).toBe(2);
    expect(findHere('zurich', state(1), 3)).toMatchObject({ found: [{ number: 2 }, { number: 1 }], next: null });
  });

  it('shows the part of a long text where the word stands', () => {
    const excerpt = findHere('zurich', state(2), 3)?.found[0]?.excerpt ?? '';
    expect(excerpt).toMatch(/^… (Word )+and then Zürich, (after ?)+ …$/);
    expect(excerpt.length).toBeLessThan(220);
  });

  it('without a word is none', () => {
    expect(findHere(' – ', state(1), 4)).toBe(null);
  });
});
