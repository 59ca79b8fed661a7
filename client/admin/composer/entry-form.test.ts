import { describe, expect, it } from 'vitest';
import type { EntryContent } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { docOf } from '../rich-text/body-doc.ts';
import {
  type EntryForm,
  emptyForm,
  formOf,
  isSameForm,
  problemsOfEdit,
  problemsOfPublishing,
  readEntry,
} from './entry-form.ts';

const article = { language: 'en', timeZone: 'Europe/Moscow' };

describe('readEntry', () => {
  it('gives back the entry that a form was made of', () => {
    const entry: EntryContent = {
      headline: 'Lift-off',
      body: paragraphs(['Poyekhali!']),
      authors: [
        { name: 'Ann Lee', role: 'in Baikonur' },
        { name: 'Bo Berg', role: null },
      ],
      source: { name: 'TASS', kind: 'wire', url: null },
      language: 'ru',
      keyEvent: true,
      tags: ['launch', 'Vostok 1'],
      displayAt: '1961-04-12T06:07:00.000Z',
    };
    expect(readEntry(formOf(entry, article), article)).toEqual({ ok: true, entry });
    expect(readEntry(formOf({ ...entry, displayAt: '1961-04-12' }, article), article)).toEqual({
      ok: true,
      entry: { ...entry, displayAt: '1961-04-12' },
    });
  });

  it('gives back how sure an entry is, and its translations', () => {
    const entry: EntryContent = {
      ...{ headline: null, authors: [], source: null, keyEvent: false, tags: [], displayAt: null },
      ...{ language: 'ru', body: paragraphs(['Поехали!']), confirmation: 'disputed' },
      translations: [
        {
          ...{ language: 'en', headline: 'Off we go', body: paragraphs(['Off we go!']) },
          translator: { name: 'Vera Lind', kind: 'person' },
        },
      ],
    };
    expect(readEntry(formOf(entry, article), article)).toEqual({ ok: true, entry });
  });

  it('says what is wrong with a translation, and with which', () => {
    const translations = [
      { language: '', headline: '', body: docOf(paragraphs(['Los!'])), translator: '', kind: 'person' as const },
    ];
    const read = readEntry({ ...emptyForm(article), translations }, article);
    expect(read).toMatchObject({
      ok: false,
      problems: [{ field: 'translations.0.language' }, { field: 'translations.0.translator.name' }],
    });
  });

  it('knows a form in which only a translation was changed', () => {
    const translation = {
      language: 'de',
      headline: '',
      body: docOf(paragraphs(['Los!'])),
      translator: 'V',
      kind: 'person' as const,
    };
    const form = { ...emptyForm(article), translations: [translation] };
    expect(isSameForm(form, { ...form, translations: [{ ...translation }] })).toBe(true);
    expect(isSameForm(form, { ...form, translations: [{ ...translation, body: docOf(paragraphs(['Auf!'])) }] })).toBe(
      false,
    );
    expect(isSameForm(form, { ...form, translations: [] })).toBe(false);
  });

  it('reads an untouched form as an empty entry in the article’s language', () => {
    const read = readEntry(emptyForm(article), article);
    expect(read).toEqual({
      ok: true,
      entry: {
        headline: null,
        body: { type: 'doc', content: [] },
        authors: [],
        source: null,
        language: 'en',
        keyEvent: false,
        tags: [],
        displayAt: null,
      },
    });
  });

  it('takes tags as they are typed', () => {
    const read = readEntry(form({ tags: ' launch, Vostok 1,, launch ، مدار ' }), article);
    expect(read.ok && read.entry.tags).toEqual(['launch', 'Vostok 1', 'مدار']);
  });

  it.each<readonly [string, Partial<EntryForm>, string]>([
    ['a language that is none', { language: 'English!' }, 'language'],
    [
      'a source with a link and no name',
      { source: { name: '', kind: 'wire', url: 'https://a.example' } },
      'source.name',
    ],
    ['a role without a name', { authors: [{ name: '', role: 'in Houston' }] }, 'authors.0.name'],
    ['a time of day without a day', { displayTime: '10:00' }, 'displayAt'],
    ['a headline that is too long', { headline: 'x'.repeat(301) }, 'headline'],
    ['a text that is too long', { body: docOf(paragraphs(Array(5).fill('ж'.repeat(4_000)))) }, 'body'],
  ])('says which field is wrong: %s', (_, patch, field) => {
    const read = readEntry(form(patch), article);
    expect(read.ok ? [] : read.problems.map(problem => problem.field)).toEqual([field]);
  });
});

describe('what stands in the way of sending', () => {
  it('is an entry without text and headline', () => {
    const read = readEntry(emptyForm(article), article);
    expect(read.ok && problemsOfPublishing(read.entry)).toEqual([
      { field: 'body', reason: 'Write a text or a headline first' },
    ]);
    const headlined = readEntry(form({ headline: 'Touchdown' }), article);
    expect(headlined.ok && problemsOfPublishing(headlined.entry)).toEqual([]);
  });

  it('is a correction that does not say what was wrong', () => {
    expect(problemsOfEdit(form({ kind: 'correction', note: ' ' }))).toEqual([
      { field: 'note', reason: 'Tell readers what the correction is' },
    ]);
    expect(problemsOfEdit(form({ kind: 'update', note: '' }))).toEqual([]);
  });
});

describe('isSameForm', () => {
  it('does not count the room that the editor makes', () => {
    const room = { type: 'doc', content: [{ type: 'paragraph' }, { type: 'paragraph' }] };
    expect(isSameForm(form({ body: room }), emptyForm(article))).toBe(true);
    expect(isSameForm(form({ keyEvent: true }), emptyForm(article))).toBe(false);
  });
});

function form(patch: Partial<EntryForm>): EntryForm {
  return { ...emptyForm(article), ...patch };
}
