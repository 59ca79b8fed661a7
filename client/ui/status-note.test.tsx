import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Article } from '#shared/article.ts';
import { makeArticle } from '../live/scenes.ts';
import { textsFor } from './languages.ts';
import { StatusNote } from './status-note.tsx';
import { timesFor } from './times.ts';

const NOW = Date.parse('1961-04-12T06:00:00.000Z');
const at = (time: string) => `1961-04-${time}:00.000Z`;

function said(given: Partial<Article>): string {
  const times = timesFor({ language: 'en', timeZone: 'Asia/Kathmandu', now: NOW });
  const texts = textsFor('en');
  const markup = renderToStaticMarkup(
    <StatusNote article={makeArticle(given)} texts={texts} times={times} labels={{}} now={NOW} />,
  );
  return markup.replace(/ title="[^"]*"/, '');
}

describe('StatusNote', () => {
  it.each([
    ['upcoming', { startsAt: at('12T08:30') }, 'Starts at 14:00 (Nepal Time)'],
    ['upcoming', { startsAt: at('13T08:30') }, 'Starts on April 13 at 14:00 (Nepal Time)'],
    ['paused', { resumesAt: at('12T08:30') }, 'Back at 14:00 (Nepal Time)'],
    ['paused', { resumesAt: at('13T08:30') }, 'Back on April 13 at 14:00 (Nepal Time)'],
  ] as const)('says of an article that is %s %o: %s', (status, given, text) => {
    const [instant] = Object.values(given);
    expect(said({ status, ...given })).toBe(`<time dateTime="${instant}">${text}</time>`);
  });

  it.each([
    ['upcoming', { startsAt: at('12T06:00') }, '<span>About to start</span>'],
    ['paused', { resumesAt: at('12T06:00') }, ''],
    ['upcoming', { startsAt: null, resumesAt: at('13T08:30') }, ''],
    ['paused', { startsAt: at('13T08:30') }, ''],
    ['live', { startsAt: at('13T08:30'), resumesAt: at('13T08:30') }, ''],
    ['ended', { startsAt: at('13T08:30'), resumesAt: at('13T08:30') }, ''],
  ] as const)('announces no time that has come, or that is no matter: %s %o', (status, given, markup) => {
    expect(said({ status, ...given })).toBe(markup);
  });
});
