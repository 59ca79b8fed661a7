import { describe, expect, it } from 'vitest';
import { builtAssets } from '#server/pages/assets.ts';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { faultsIn } from '#server/test-bench/schema-org.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import type { Article, Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { fromSnapshot } from '#shared/changes.ts';
import type { ArticlePage } from '#shared/pages.ts';
import { structuredData } from './structured-data.ts';

interface Thing {
  readonly '@type': string;
  readonly [property: string]: unknown;
}

const { entryTitle } = await (await builtAssets()).reader();

/** Things of the graph by type. */
function thingsOn(article: Article, entries: readonly Entry[], more: Partial<ArticlePage> = {}): Record<string, Thing> {
  const position = { epoch: 'epoch-of-this-test', seq: 9 };
  const state = fromSnapshot({ article, entries: [...entries], position, older: null });
  const site = { name: 'The Daily Moon', tagline: '', language: 'en' };
  const keyEvents = { numbers: [], links: [] };
  const around = { keyEvents, lastNumber: 9, entryNumber: null, newerCount: 0, lens: null, past: null };
  const page: ArticlePage = { page: 'article', state, before: null, newerBefore: null, ...around, now: 0, ...more };
  const view = { ...page, site, wording: { language: 'en', say: {}, count: {} } };
  const head = { title: '', heading: '', description: 'On the Moon.', lang: 'en', dir: 'ltr' } as const;
  const about = { siteUrl: 'https://news.example', changedAt: '1969-07-21T00:00:00.000Z', entryTitle };
  const data = JSON.parse(JSON.stringify(structuredData(view, head, about))) as { '@graph': Thing[] };
  return Object.fromEntries(data['@graph'].map(thing => [thing['@type'], thing]));
}

function updatesOn(article: Article, entries: readonly Entry[]): unknown[] {
  return thingsOn(article, entries).LiveBlogPosting?.liveBlogUpdate as unknown[];
}

const PAGE = 'https://news.example/live/eagle';
const eagle = makeArticle({ slug: 'eagle' });

describe('what a page says to machines', () => {
  it('is the coverage and the news beside it, by one publisher whom both name', () => {
    const things = thingsOn(eagle, []);

    const about = {
      url: PAGE,
      headline: 'The Eagle has landed',
      description: 'On the Moon.',
      image: `${PAGE}/social.png`,
      datePublished: eagle.createdAt,
      dateModified: '1969-07-21T00:00:00.000Z',
      author: [{ '@type': 'Person', name: 'Ada' }],
      publisher: { '@id': 'https://news.example/#publisher' },
      inLanguage: 'en',
      isAccessibleForFree: true,
    };
    expect(things).toEqual({
      NewsMediaOrganization: {
        ...{ '@type': 'NewsMediaOrganization', '@id': 'https://news.example/#publisher', name: 'The Daily Moon' },
        url: 'https://news.example/',
        logo: { '@type': 'ImageObject', url: 'https://news.example/icon-512.png' },
      },
      LiveBlogPosting: {
        ...{ '@type': 'LiveBlogPosting', '@id': `${PAGE}#coverage`, ...about, mainEntityOfPage: PAGE },
        ...{ coverageStartTime: eagle.createdAt, liveBlogUpdate: [] },
      },
      NewsArticle: { '@type': 'NewsArticle', '@id': `${PAGE}#article`, ...about, creditText: 'NASA' },
    });
  });

  it('of an entry: its own words, dates, authors, language, pictures and corrections', () => {
    const src = '/media/0123456789abcdef.jpg';
    const picture = { src, width: 800, height: 600, alt: 'Dust', caption: 'Dust below', credit: '' };
    const [update] = updatesOn(eagle, [
      makeEntry({
        ...{ number: 12, headline: 'Луна', language: 'ru', authors: [{ name: 'Юрий', role: 'in Houston' }] },
        ...{ displayAt: '1969-07-20T20:17:00Z', editedAt: '1969-07-20T21:00:00.000Z' },
        body: { type: 'doc', content: [{ type: 'image', attrs: picture }] },
        edits: [
          { at: '1969-07-20T20:30:00.000Z', kind: 'update', note: null },
          { at: '1969-07-20T21:00:00.000Z', kind: 'correction', note: 'It was dust.' },
        ],
      }),
    ]);

    expect(update).toEqual({
      '@type': 'BlogPosting',
      '@id': `${PAGE}/entry/12`,
      url: `${PAGE}/entry/12`,
      headline: 'Луна',
      datePublished: '1969-07-20T20:17:00Z',
      dateModified: '1969-07-20T21:00:00.000Z',
      author: [{ '@type': 'Person', name: 'Юрий' }],
      publisher: { '@id': 'https://news.example/#publisher' },
      inLanguage: 'ru',
      articleBody: 'Dust below',
      image: [{ '@type': 'ImageObject', url: `https://news.example${src}`, caption: 'Dust below' }],
      correction: [{ '@type': 'CorrectionComment', text: 'It was dust.', datePublished: '1969-07-20T21:00:00.000Z' }],
    });
  });

  it('[D11] of a withdrawn entry only that it was, and why', () => {
    const { id, number, version, publishedAt } = makeEntry({ number: 3 });
    const retraction = { at: '1969-07-20T22:00:00.000Z', reason: 'It was wrong.' };
    const update = updatesOn(eagle, [{ id, number, version, publishedAt, retraction }])[0];

    expect(update).toEqual({
      '@type': 'BlogPosting',
      '@id': `${PAGE}/entry/3`,
      headline: 'Update 3 was withdrawn',
      datePublished: publishedAt,
      dateModified: retraction.at,
      correction: { '@type': 'CorrectionComment', text: 'It was wrong.', datePublished: retraction.at },
    });
  });

  it('is no longer than machines need', () => {
    const text = 'a word '.repeat(1_200);
    const entry = makeEntry({
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
    });
    const [update] = updatesOn(eagle, [entry]) as { headline: string; articleBody: string }[];
    expect(update?.headline.length).toBeLessThan(115);
    expect(update?.articleBody.length).toBeLessThan(2_010);
  });

  it('says when ended coverage ended, and nothing of an end before', () => {
    const entries = [makeEntry({ number: 1 }), makeEntry({ number: 2, publishedAt: '1969-07-21T02:56:00.000Z' })];
    const endOf = (article: Article) => thingsOn(article, entries).LiveBlogPosting?.coverageEndTime;
    expect(endOf(makeArticle({ status: 'ended' }))).toBe('1969-07-21T02:56:00.000Z');
    expect(endOf(makeArticle({ status: 'paused' }))).toBe(undefined);
  });

  it('holds the entries of its page only', () => {
    const entries = [5, 4, 3, 2, 1].map(number => makeEntry({ number }));
    const { LiveBlogPosting } = thingsOn(eagle, entries, { before: 4 });
    const updates = LiveBlogPosting?.liveBlogUpdate as Thing[];
    expect(updates.map(update => update['@id'])).toEqual([3, 2, 1].map(number => `${PAGE}/entry/${number}`));
    expect(LiveBlogPosting?.['@id']).toBe(`${PAGE}#coverage`);
  });
});

describe("what is sent to machines is in schema.org's own words", () => {
  it('on every page, with everything that an entry may have', async () => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    const { id, slug } = await running.createArticle({
      ...{ standfirst: 'Two men.', language: 'en', authors: [{ name: 'Ada', role: null }] },
      source: { name: 'NASA', kind: 'official', url: null },
    });
    for (let n = 1; n <= 40; n++) await running.publish(id, `Entry ${n}`);
    const picture = { ...(await running.upload(await testPicture())), alt: 'Dust', caption: 'Dust', credit: '' };
    const body = { type: 'doc', content: [...paragraphs(['Луна']).content, { type: 'image', attrs: picture }] };
    const { entryId } = await running.send(id, {
      type: 'publish-entry',
      entry: {
        headline: 'Луна',
        body,
        language: 'ru',
        displayAt: '2026-02-28',
        authors: [{ name: 'Юрий', role: null }],
      },
    });
    const inEnglish = { language: 'en', headline: 'The Moon', body: paragraphs(['The Moon']) };
    const inGerman = { language: 'de', headline: null, body: paragraphs(['Der Mond']) };
    await running.send(id, {
      ...{ type: 'edit-entry', entryId, expectedVersion: 1, kind: 'correction', note: 'It was dust.' },
      entry: {
        translations: [
          { ...inEnglish, translator: { name: 'Ann', kind: 'person' } },
          { ...inGerman, translator: { name: 'Robot', kind: 'machine' } },
        ],
      },
    });
    const withdrawn = await running.publish(id, 'Wrong.');
    await running.send(id, { type: 'retract-entry', entryId: withdrawn.entryId, expectedVersion: 1, reason: 'Wrong.' });
    await running.send(id, { type: 'set-status', status: 'ended' });

    const pages = ['/', `/live/${slug}`, `/live/${slug}/page/1`, `/live/${slug}/entry/41`];
    for (const path of pages) {
      const sent = await sentOn(running, path);
      expect([path, faultsIn(sent)]).toEqual([path, []]);
    }
    expect(JSON.stringify(await sentOn(running, `/live/${slug}`))).toContain(
      '"translator":{"@type":"Person","name":"Ann"}',
    );
  });

  it.each<[string, object, string]>([
    [
      'an unknown property',
      { '@type': 'NewsArticle', headlin: 'a' },
      '@graph.0.headlin: NewsArticle has no such property',
    ],
    [
      'a property of something else',
      { '@type': 'NewsArticle', coverageEndTime: '2026-01-01T00:00Z' },
      'no such property',
    ],
    ['an unknown type', { '@type': 'NewArticle' }, '@graph.0: there is no NewArticle'],
    ['a thing of the wrong type', { '@type': 'NewsArticle', author: { '@type': 'WebSite' } }, 'WebSite is none of'],
    ['a date that is none', { '@type': 'NewsArticle', datePublished: 'today' }, 'today is none of Date,DateTime'],
    [
      'a name that nobody has',
      { '@type': 'NewsArticle', author: { '@id': 'https://a.example/b' } },
      'nothing is called',
    ],
    ['a fault further down', { '@type': 'NewsArticle', author: [{ '@type': 'Person', naem: 'a' }] }, 'author.0.naem'],
  ])('or the check finds %s', (_what, thing, fault) => {
    expect(faultsIn({ '@context': 'https://schema.org', '@graph': [thing] }).join()).toContain(fault);
  });
});

async function sentOn(running: RunningApp, path: string): Promise<unknown> {
  const { text } = await running.ask('GET', path);
  return JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? 'null');
}

it('[R6] a first page of 39 entries stays small', async () => {
  await using running = await runningApp();
  const { id, slug } = await running.createArticle();
  for (let n = 1; n <= 39; n++) await running.desk.publish(id, `${n}: ${words(n, 120)}`);

  const { text, headers } = await running.ask('GET', `/live/${slug}`, { headers: { 'accept-encoding': 'identity' } });

  expect(headers.get('content-encoding')).toBe(null);
  expect((await gzipped(text)).byteLength).toBeLessThan(60_000);
});

/** Words that compress as a language does: 2,000 different ones, the same in every run. */
function words(seed: number, count: number): string {
  let state = seed * 7_919;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (Math.floor((state / 2_147_483_648) ** 2 * 2_000) + 40_000).toString(36).replace(/\d/g, 'e');
  }).join(' ');
}

async function gzipped(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}
