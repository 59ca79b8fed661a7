import { describe, expect, it } from 'vitest';
import {
  ArticleContent,
  EntryContent,
  Id,
  Instant,
  LanguageTag,
  MAX_HEADLINE_CHARS,
  Position,
  Slug,
  Source,
  TimeZone,
} from './article.ts';

describe.each([
  [
    'a language',
    LanguageTag,
    ['en', 'pt-BR', 'zh-Hant-TW', 'gsw', 'sr-Latn', 'es-419', 'de-1996', 'sl-rozaj-biske', 'en-us', 'de-de'],
    [
      '',
      'e',
      'english',
      'en_GB',
      'en-',
      'en-x"',
      'en '.repeat(20),
      'en-us-uk',
      'zh-yue',
      'de-1996-1996',
      'en-fonipa-FONIPA',
    ],
  ],
  [
    'a time zone',
    TimeZone,
    ['UTC', 'Europe/Moscow', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'],
    ['', '+03:00', '../etc', 'Europe Moscow'],
  ],
  [
    'a slug',
    Slug,
    ['a', 'eagle-has-landed-2', '1969'],
    ['', '-a', 'a-', 'a--b', 'A', 'a/b', 'a.b', 'é', 'a'.repeat(121)],
  ],
  [
    'an id',
    Id,
    ['abcdefgh', 'A_b-0123456789'],
    ['', 'short', 'has space', 'a'.repeat(65), '__proto__\u0000', 'a/b/c/d/e'],
  ],
  [
    'an instant',
    Instant,
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.123Z'],
    ['2026-03-01', '2026-03-01T10:00:00', '2026-03-01T10:00:00+01:00', '2026-02-30T10:00:00Z', 'now'],
  ],
] as const)('%s', (_, schema, good, bad) => {
  it.each(good)('may be %j', value => {
    expect(schema.parse(value)).toBe(value);
  });

  it.each(bad)('may not be %j', value => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

it('a language is what Intl takes', () => {
  const parts = ['', '-latn', '-us', '-419', '-yue', '-1996', '-fonipa', '-uk', '-ABCDEFGH', '-abcdefghi'];
  for (const first of parts)
    for (const second of parts)
      for (const third of parts) {
        const tag = `de${first}${second}${third}`;
        expect([tag, LanguageTag.safeParse(tag).success]).toEqual([tag, isTakenByIntl(tag)]);
      }
});

function isTakenByIntl(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

describe('an entry', () => {
  it.each([
    ['a headline of spaces', { headline: '   ' }, 'headline'],
    ['a headline too long', { headline: 'x'.repeat(MAX_HEADLINE_CHARS + 1) }, 'headline'],
    ['an empty tag', { tags: ['ok', ' '] }, 'tags.1'],
    ['a truth that is a word', { keyEvent: 'true' }, 'keyEvent'],
    ['a time without a zone', { displayAt: '2026-03-01T10:00' }, 'displayAt'],
    ['an author without a name', { authors: [{ name: '', role: null }] }, 'authors.0.name'],
    ['a source that runs', { source: { name: 'X', kind: 'wire', url: 'javascript:x' } }, 'source.url'],
    ['a version', { version: 7 }, ''],
    ['a number', { number: 7 }, ''],
    ['a prototype', JSON.parse('{"__proto__":{"keyEvent":true}}'), ''],
  ])('does not take %s', (_, fields, path) => {
    const issues = EntryContent.safeParse({ ...entry(), ...own(fields) }).error?.issues ?? [];
    expect(issues.map(issue => issue.path.join('.'))).toContain(path);
  });

  it('loses the spaces around its words', () => {
    const source = Source.parse({ name: ' TASS ', kind: 'wire', url: null });
    expect({
      headline: EntryContent.parse({ ...entry(), headline: ' Docked ' }).headline,
      source: source.name,
    }).toEqual({
      headline: 'Docked',
      source: 'TASS',
    });
  });

  it.each(['2026-03-01', '2026-03-01T10:00:00Z', null])('may be shown at %j', displayAt => {
    expect(EntryContent.parse({ ...entry(), displayAt }).displayAt).toBe(displayAt);
  });
});

describe('an article', () => {
  it.each(['id', 'slug', 'version', 'contentVersion', 'status', 'pinnedEntryId', 'sample', 'createdAt'])(
    'does not take %s from an editor',
    field => {
      const [issue] = ArticleContent.partial().safeParse({ [field]: 'x' }).error?.issues ?? [];
      expect(issue?.message).toBe(`Unrecognized key: "${field}"`);
    },
  );

  it.each([
    ['/live/moon-landing', true],
    ['https://example.org/a', true],
    ['/admin', false],
    ['/live/../admin', false],
    ['javascript:x', false],
  ])('links to another article at %s: %s', (url, isTaken) => {
    const link = { headline: 'Moon', text: '', url };
    expect(ArticleContent.shape.featured.safeParse(link).success).toBe(isTaken);
  });
});

describe('a position', () => {
  it.each([
    [{ epoch: 'a'.repeat(16), seq: -1 }, 'seq'],
    [{ epoch: 'a'.repeat(16), seq: 1.5 }, 'seq'],
    [{ epoch: 'a'.repeat(16), seq: 2 ** 53 }, 'seq'],
    [{ epoch: 'a'.repeat(16), seq: '1' }, 'seq'],
    [{ epoch: 'short', seq: 1 }, 'epoch'],
    [{ epoch: `${'a'.repeat(16)}"`, seq: 1 }, 'epoch'],
  ])('is not %j', (position, path) => {
    expect(Position.safeParse(position).error?.issues[0]?.path).toEqual([path]);
  });
});

function entry() {
  return {
    ...{ headline: null, body: { type: 'doc', content: [] }, authors: [], source: null, language: 'en' },
    ...{ keyEvent: false, tags: [], displayAt: null },
  };
}

/** A spread would set the prototype instead of carrying the key along. */
function own(fields: object): object {
  return Object.create(null, Object.getOwnPropertyDescriptors(fields));
}
