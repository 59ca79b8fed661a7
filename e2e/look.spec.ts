import { paragraphs } from '#shared/body-text.ts';
import { COVERAGE } from './coverage.ts';
import { expectToFit } from './newsroom/accessibility.ts';
import type { Reader } from './newsroom/reader.ts';
import { expect, test } from './newsroom.ts';

for (const [colorScheme, isRight] of [
  ['light', (paper: number, ink: number) => paper > 0.8 && ink < 0.2],
  ['dark', (paper: number, ink: number) => paper < 0.2 && ink > 0.6],
] as const)
  test(`the page follows the reader's ${colorScheme} colours`, async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 1 });
    const reader = await newsroom.reader({ colorScheme });
    await reader.opens(article);
    const { paper, ink } = await brightness(reader);
    expect(isRight(paper, ink), `paper ${paper}, ink ${ink}`).toBe(true);
  });

for (const width of [320, 360, 768, 1280, 1920])
  test(`the pages fit a window of ${width} pixels`, async ({ newsroom }) => {
    const article = await newsroom.api.importText(COVERAGE);
    const handle = { id: article.articleId, slug: article.slug, headline: '' };
    const longWord = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherungspolice';
    const href = `https://example.org/${'a-very-long-address-'.repeat(8)}`;
    const text = { type: 'text' as const, text: href, marks: [{ type: 'link' as const, attrs: { href } }] };
    await newsroom.publish(handle, {
      headline: longWord,
      body: { type: 'doc', content: [{ type: 'paragraph', content: [text] }] },
      source: { name: longWord, kind: 'official', url: null },
      tags: ['weather', 'traffic', longWord.slice(0, 40)],
    });
    const reader = await newsroom.reader({ viewport: { width, height: 800 } });
    for (const path of ['/', `/live/${article.slug}`, `/live/${article.slug}?before=3`, '/live/nothing-here']) {
      if (path.endsWith('nothing-here')) newsroom.expectComplaint(/status of 404/);
      await reader.visits(path);
      await expectToFit(reader.page, path);
    }
  });

test('entries are marked with their language and its direction', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 1 });
  await newsroom.publish(article, { language: 'ru', body: paragraphs(['Буря приближается к берегу.']) });
  await newsroom.publish(article, { language: 'ar', body: paragraphs(['العاصفة تقترب من الساحل.']) });
  await reader.opens(article);
  await expect(reader.page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(reader.entry(2)).toHaveAttribute('lang', 'ru');
  await expect(reader.entry(2)).toHaveAttribute('dir', 'ltr');
  await expect(reader.entry(3)).toHaveAttribute('lang', 'ar');
  await expect(reader.entry(3)).toHaveCSS('direction', 'rtl');
});

test('an article in Arabic runs from right to left', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ headline: 'العاصفة', language: 'ar', slug: 'al-asifa' });
  await newsroom.publish(article, 'العاصفة تقترب من الساحل.');
  await reader.opens(article);
  await expect(reader.page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(reader.entry(1)).toHaveCSS('direction', 'rtl');
});

test('an address without coverage says so', async ({ newsroom, reader }) => {
  newsroom.expectComplaint(/status of 404/);
  await reader.visits('/live/nothing-here');
  await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText('Not found');
  await reader.page.getByRole('link', { name: 'See all coverage' }).click();
  await expect(reader.page).toHaveURL('/');
});

test('the home page has live articles first', async ({ newsroom, reader }) => {
  for (const status of ['ended', 'live', 'upcoming', 'paused', 'live'] as const)
    await newsroom.article({ headline: `This one is ${status}`, status });
  await reader.visits('/');
  const statuses = await reader.page.locator('.listing .status').allTextContents();
  expect(statuses.slice(0, 2)).toEqual(['Live', 'Live']);
  expect(statuses.toSorted()).toEqual(['Ended', 'Live', 'Live', 'Paused', 'Upcoming']);
  expect(statuses.at(-1)).toBe('Ended');
});

/** Of the page and of its text, from 0 for black to 1 for white. */
function brightness({ page }: Reader): Promise<{ paper: number; ink: number }> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const of = (color: string) => {
      if (canvas === null) return Number.NaN;
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const headline = document.querySelector('h1') ?? document.body;
    const solid = [document.body, document.documentElement].map(element => getComputedStyle(element).backgroundColor);
    const paper = solid.find(color => color !== 'rgba(0, 0, 0, 0)') ?? 'white';
    return { paper: of(paper), ink: of(getComputedStyle(headline).color) };
  });
}
