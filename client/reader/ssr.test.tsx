import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleListing, PageView } from '#shared/pages.ts';
import { makeArticle, makeEntry, makeState } from '../live/scenes.ts';
import { wordingFor } from '../ui/languages.ts';
import { headOf, renderPage } from './ssr.tsx';

const site = { name: 'Only News', tagline: 'As it happens', language: 'en' };
const wording = wordingFor('en');

function articlePage(fields: Partial<Extract<PageView, { page: 'article' }>> = {}): PageView {
  const state = makeState({ to: 3 });
  const place = {
    before: null,
    newerBefore: null,
    lastNumber: 3,
    entryNumber: null,
    newerCount: 0,
    keyEvents: { numbers: [], links: [] },
    lens: null,
    past: null,
  };
  return { page: 'article', state, ...place, now: 0, site, wording, ...fields };
}

function listing(fields: Partial<ArticleListing>): ArticleListing {
  const { id, slug, headline, standfirst, dateLine, status, language, timeZone, createdAt } = makeArticle();
  const article = { id, slug, headline, standfirst, dateLine, status, language, timeZone, createdAt };
  return { ...article, sample: false, startsAt: null, entryCount: 3, latestEntryAt: createdAt, ...fields };
}

/** The parts in the order in which they stand in the text. */
function expectInOrder(html: string, parts: readonly string[]): void {
  const places = parts.map(part => html.indexOf(part));
  expect(places.filter(place => place === -1)).toEqual([]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

describe('the page of an article', () => {
  it('[R3] is complete without a script, in the order in which it is read', () => {
    const state = makeState({ to: 3 });
    const article = makeArticle({
      source: { name: 'NASA', kind: 'official', url: null },
      summary: { points: ['They are down.'], editedAt: '1969-07-20T20:20:00.000Z' },
      pinnedEntryId: 'entry-of-2',
      featured: { headline: 'Apollo 8', text: 'Christmas Eve …', url: '/live/apollo-8' },
      related: [{ headline: 'Sputnik', text: '', url: 'https://example.com/' }],
    });
    const entries = state.entries.map(({ number }) => makeEntry({ number, keyEvent: number === 1 }));
    const html = renderPage(articlePage({ state: { ...state, article, entries } }));
    expectInOrder(html, [
      'Only News',
      'As it happens',
      'Live</span>',
      'Sunday, July 20, 1969',
      'The Eagle has landed</h1>',
      'Two men are on the Moon.',
      'The descent took twelve minutes.',
      '[NASA]',
      'What we know',
      'They are down.',
      'Key events',
      'href="#entry-1"',
      'See it in the timeline',
      'Updates</h2>',
      'id="entry-3"',
      'id="entry-2"',
      'id="entry-1"',
      'Featured',
      'Apollo 8',
      'Related',
      'Sputnik',
      'role="status"',
    ]);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(html).not.toContain('style=');
  });

  it('[R3] leads to older entries, and to pinned and key ones among them, by real links', () => {
    const state = makeState({ from: 21, to: 22 });
    const article = makeArticle({ pinnedEntryId: 'entry-of-4' });
    const entries = [...state.entries, makeEntry({ number: 4, keyEvent: true })];
    const html = renderPage(articlePage({ state: { ...state, article, entries } }));
    expect(html).toContain('<a class="older" rel="next" href="/live/eagle/page/1"');
    expect(html.match(/href="\/live\/eagle\/entry\/4"/g)).toHaveLength(3);
    expect(html).not.toContain('id="entry-4"');
  });

  it('[R3] of older entries shows only them, with the ways to newer ones', () => {
    const state = makeState({ from: 21, to: 45 }, 90);
    const html = renderPage(articlePage({ state, before: 41, newerBefore: 61, lastNumber: 90 }));
    expect(html).toContain('id="entry-40"');
    expect(html).not.toContain('id="entry-41"');
    expect(html).toContain('<a rel="prev" href="/live/eagle/page/3">Newer updates</a>');
    expect(html).toContain('<a href="/live/eagle">Latest updates</a>');
    expect(html).not.toContain('The descent took twelve minutes.');
  });

  it('says that nothing has come yet, or that nothing came', () => {
    const state = makeState({ to: 0 });
    expect(renderPage(articlePage({ state }))).toContain('No updates yet.');
    const ended = { ...state, article: makeArticle({ status: 'ended' }) };
    expect(renderPage(articlePage({ state: ended }))).toContain('No updates were published.');
  });

  it('has a head in its own language and direction', () => {
    const article = makeArticle({ language: 'ar', headline: 'هبوط', standfirst: '', body: paragraphs(['نص\nطويل']) });
    const page = articlePage({ state: { ...makeState({ to: 1 }), article } });
    expect(headOf(page)).toEqual({
      title: 'هبوط – Only News',
      heading: 'هبوط',
      description: 'نص طويل',
      lang: 'ar',
      dir: 'rtl',
    });
    expect(headOf({ ...page, before: 21, lastNumber: 85 } as PageView).title).toBe('هبوط – page 1 of 4 – Only News');
  });

  it('is described by its latest update where nobody wrote about the whole, and by its headline before there is one', () => {
    const article = makeArticle({ standfirst: '', body: paragraphs([]) });
    const publishedAt = '1969-07-20T20:18:00.000Z';
    const retraction = { at: '1969-07-20T20:20:00.000Z', reason: 'Not so.' };
    const withdrawn = { id: 'entry-of-3', number: 3, version: 2, publishedAt, retraction };
    const entries = [withdrawn, makeEntry({ number: 2, body: paragraphs(['They are down.']) })];
    const state = { ...makeState({ to: 3 }), article, entries };
    expect(headOf(articlePage({ state })).description).toBe('They are down.');
    expect(headOf(articlePage({ state: { ...state, entries: [withdrawn] } })).description).toBe(article.headline);
  });

  it('says of coverage that has ended that it stands there as it happened, on its own page only', () => {
    const state = { ...makeState({ to: 1 }), article: makeArticle({ status: 'ended' }) };
    const head = headOf(articlePage({ state }));
    expect([head.title, head.heading]).toEqual([
      'The Eagle has landed – As it happened – Only News',
      'The Eagle has landed – As it happened',
    ]);
    expect(headOf(articlePage({ state, entryNumber: 1 })).title).not.toContain('As it happened');
  });

  it('shortens a long description at a word', () => {
    const article = makeArticle({ standfirst: 'Twelve minutes of descent. '.repeat(20) });
    const { description } = headOf(articlePage({ state: { ...makeState({ to: 1 }), article } }));
    expect(description.length).toBeLessThanOrEqual(202);
    expect(description).toMatch(/(Twelve|minutes|of|descent\.) …$/);
  });
});

describe('the other pages', () => {
  it('home lists what there is', () => {
    const articles = [listing({ sample: true }), listing({ id: 'b', slug: 'b', status: 'upcoming', entryCount: 0 })];
    const html = renderPage({ page: 'home', articles, site, wording });
    expectInOrder(html, ['href="/live/eagle"', '3 updates', 'Upcoming', 'href="/live/b"']);
    expect(html).toContain('Sample');
    expect(renderPage({ page: 'home', articles: [], site, wording })).toContain('There is no coverage yet.');
  });

  it('home says when what is upcoming starts', () => {
    const articles = [listing({ status: 'upcoming', startsAt: '2069-07-16T13:32:00.000Z' })];
    const html = renderPage({ page: 'home', articles, site, wording });
    expect(html).toContain('Starts on July 16, 2069 at 08:32 (Central Time)');
  });

  it('an error says what is wrong and leads on', () => {
    const error = { page: 'error', status: 404, problem: 'notFound', detail: null } as const;
    const view = { ...error, site, wording };
    expectInOrder(renderPage(view), [
      '<h1>Not found</h1>',
      'There is no coverage at this address.',
      'See all coverage',
    ]);
    expect(headOf(view).title).toBe('Not found – Only News');
  });
});
