import { describe, expect, it } from 'vitest';
import { EntryContent } from '#shared/article.ts';
import { problemAt, problemsElsewhere, problemsOf, problemsOfRefusal } from './problems.ts';

describe('problemsOf', () => {
  it('says in words what a schema found', () => {
    const read = EntryContent.pick({ headline: true, tags: true, authors: true, source: true }).safeParse({
      headline: 'x'.repeat(301),
      tags: Array.from({ length: 13 }, (_, n) => `t${n}`),
      authors: [{ name: ' ', role: null }],
      source: { name: 'A', kind: 'wire', url: 'ftp://a' },
    });
    const problems = read.success ? [] : problemsOf(read.error);
    expect(problems.toSorted((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: 'authors.0.name', reason: 'Must not be empty' },
      { field: 'headline', reason: 'Too long: at most 300 characters' },
      { field: 'source.url', reason: 'Must be an http, https or mailto address' },
      { field: 'tags', reason: 'Too many: at most 12' },
    ]);
  });
});

describe('problemsOfRefusal', () => {
  const refusal = { title: 'Refused', status: 422, code: 'empty-entry', detail: 'An entry needs a text.' };

  it('finds the field of the form that a refusal names', () => {
    expect(problemsOfRefusal({ ...refusal, field: 'entry.body' })).toEqual([
      { field: 'body', reason: 'An entry needs a text.' },
    ]);
  });

  it('takes every issue of a malformed request', () => {
    const issues = [{ field: 'article.timeZone', reason: 'unknown' }];
    expect(problemsOfRefusal({ ...refusal, issues })).toEqual([{ field: 'timeZone', reason: 'unknown' }]);
  });

  it('is about the whole where no field is named', () => {
    expect(problemsOfRefusal(refusal)).toEqual([{ field: '', reason: 'An entry needs a text.' }]);
  });
});

describe('problemAt', () => {
  const problems = [
    { field: 'authors.0.name', reason: 'Must not be empty' },
    { field: 'authors.2.name', reason: 'Must not be empty' },
    { field: 'authorship', reason: 'Odd' },
  ];

  it('is what is wrong with a field or in it, each reason once', () => {
    expect(problemAt(problems, 'authors')).toBe('Must not be empty');
    expect(problemAt(problems, 'authors.0')).toBe('Must not be empty');
    expect(problemAt(problems, 'authors.1')).toBeNull();
  });

  it('leaves the rest to be said elsewhere', () => {
    expect(problemsElsewhere(problems, ['authors'])).toEqual([{ field: 'authorship', reason: 'Odd' }]);
  });
});
