import { describe, expect, it } from 'vitest';
import type { ArticleState, Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Found } from '#shared/found.ts';
import { makeEntry, makeState } from '../../live/scenes.ts';
import { findHere, heldOn, refound } from './search.ts';

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
    const finding = found('zürich', state(2), { upTo: 4 });
    expect(finding?.found.map(({ number }) => number)).toEqual([4, 2]);
    expect(finding?.next).toBe(2);
    expect(found('zurich', state(1))).toMatchObject({ found: [{ number: 2 }, { number: 1 }], next: null });
  });

  it('of older entries leaves what is newer to the server, though some of it is known', () => {
    expect(found('zurich', state(2), { before: 4 })).toMatchObject({
      found: [{ number: 2 }],
      next: Number.POSITIVE_INFINITY,
    });
  });

  it('shows the part of a long text where the word stands', () => {
    const excerpt = found('zurich', state(2))?.found[0]?.excerpt ?? '';
    expect(excerpt).toMatch(/^… (Word )+and then Zürich, (after ?)+ …$/);
    expect(excerpt.length).toBeLessThan(220);
  });

  it('[D11] keeps nothing of what was withdrawn, no wrong wording, and has what came in', () => {
    const before = state(2);
    const held = heldOn({ before: null }, before);
    const here = findHere('zurich', before, held, 4);
    if (here === null) throw new Error('there is a word');
    const [fourth, third, , first] = before.entries;
    const told = { ...here, found: [...here.found, ...[1, 0].map(number => ({ ...here.found[0], number }) as Found)] };
    const entries = [
      makeEntry({ number: 5, body: paragraphs(['Zurich at last.']) }),
      { ...fourth, body: paragraphs(['Basel again.']) },
      third,
      tombstone(2),
      { ...first, body: paragraphs(['Zurich, put right.']) },
    ] as Entry[];
    const now = refound('zurich', told, { ...before, entries }, held, 5);
    expect(now.found.map(({ number, excerpt }) => [number, excerpt])).toEqual([
      [5, 'Zurich at last.'],
      [1, 'Zurich, put right.'],
      [0, 'Zurich again.'],
    ]);
  });

  it('without a word is none', () => {
    expect(found(' – ', state(1))).toBe(null);
  });
});

function found(
  query: string,
  known: ArticleState,
  { before = null, upTo = before ?? 3 }: { before?: number | null; upTo?: number } = {},
) {
  return findHere(query, known, heldOn({ before }, known), upTo);
}

function tombstone(number: number): Entry {
  const { id, publishedAt } = makeEntry({ number });
  return { id, number, version: 2, publishedAt, retraction: { at: publishedAt, reason: '' } };
}
