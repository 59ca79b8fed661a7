import { describe, expect, it } from 'vitest';
import type { Entry, PublishedEntry } from './article.ts';
import { paragraphs } from './body-text.ts';
import { isFilter, isPicked, type Lens, lensOf, lensQuery, PLAIN_LENS } from './lens.ts';

const AT = '2026-11-24T10:00:00.000Z';

function entry(fields: Partial<PublishedEntry> = {}): Entry {
  return {
    ...{ id: 'entry-001', number: 1, version: 1, publishedAt: AT, headline: null, body: paragraphs(['Docked.']) },
    ...{ authors: [], source: null, language: 'en', keyEvent: false, tags: [], displayAt: null },
    ...{ editedAt: null, edits: [], retraction: null },
    ...fields,
  };
}

function asked(query: string): Lens {
  const parameters = new Map(query.split('&').map(part => part.split('=').map(decodeURIComponent) as [string, string]));
  return lensOf(name => parameters.get(name));
}

describe('the address of a lens', () => {
  it.each<Partial<Lens>>([
    {},
    { order: 'oldest' },
    { show: 'corrections', author: 'Ann & Bo = 100 %' },
    { order: 'oldest', show: 'key', author: 'Ann Lee', tag: 'погода' },
  ])('says %j and is read as that', fields => {
    const lens = { ...PLAIN_LENS, ...fields };
    expect(asked(lensQuery(lens))).toEqual(lens);
  });

  it('of the plain one is empty', () => {
    expect(lensQuery(PLAIN_LENS)).toBe('');
  });

  it.each(['', 'order=best', 'show=nothing&author=', 'tag=%20', `author=${'a'.repeat(121)}`])(
    'where it is not understood asks for all: %j',
    query => {
      expect(asked(query)).toEqual(PLAIN_LENS);
    },
  );

  it('that names something twice is not understood', () => {
    expect(lensOf(() => ['key', 'corrections'])).toEqual(PLAIN_LENS);
  });
});

describe('a filter', () => {
  const ann = { name: 'Ann', role: 'in Houston' };
  const edit = (kind: 'update' | 'clarification' | 'correction') => ({ edits: [{ at: AT, kind, note: null }] });
  const tombstone: Entry = {
    ...{ id: 'entry-001', number: 1, version: 2, publishedAt: AT },
    retraction: { at: AT, reason: '' },
  };

  it.each<[Partial<Lens>, Entry, boolean]>([
    [{}, entry(), true],
    [{}, tombstone, true],
    [{ show: 'key' }, entry({ keyEvent: true }), true],
    [{ show: 'key' }, entry(), false],
    [{ show: 'key' }, tombstone, false],
    [{ show: 'corrections' }, entry(edit('correction')), true],
    [{ show: 'corrections' }, entry(edit('clarification')), true],
    [{ show: 'corrections' }, entry(edit('update')), false],
    [{ show: 'corrections' }, tombstone, true],
    [{ author: 'Ann' }, entry({ authors: [ann] }), true],
    [{ author: 'An' }, entry({ authors: [ann] }), false],
    [{ author: 'Ann' }, entry({ tags: ['Ann'] }), false],
    [{ author: 'Ann', tag: 'sea' }, entry({ authors: [ann] }), false],
    [{ author: 'Ann', tag: 'sea' }, entry({ authors: [ann], tags: ['sea'] }), true],
  ])('%j of an entry: %j is %s', (fields, of, expected) => {
    expect(isPicked(of, { ...PLAIN_LENS, ...fields })).toBe(expected);
  });

  it('an order leaves nothing out', () => {
    expect(isFilter({ ...PLAIN_LENS, order: 'oldest' })).toBe(false);
    expect(isFilter({ ...PLAIN_LENS, tag: 'sea' })).toBe(true);
  });
});
