import type { Page } from '@playwright/test';
import type { Block } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { EntryInput } from '#shared/commands.ts';
import type { Newsroom } from './newsroom/newsroom.ts';

export const FILM = { provider: 'youtube', url: 'https://youtu.be/dQw4w9WgXcQ', title: 'The bridge rises' } as const;
const POST = { provider: 'mastodon', url: 'https://mastodon.example/@aure/112233445566', title: '' } as const;

/** An entry with all that is more than text. */
export async function richEntry(newsroom: Newsroom): Promise<EntryInput> {
  const { api } = newsroom;
  const picture = await api.picture('The bridge at dawn');
  const others = [
    await api.picture('The first crane', { width: 800, height: 1_000 }),
    await api.picture('The second crane'),
  ];
  const content: Block[] = [
    { type: 'image', attrs: { ...picture, caption: 'Seen from the lock.', credit: 'Ines Roth' } },
    { type: 'gallery', attrs: { images: others } },
    { type: 'keyFigure', attrs: { value: '900 t', label: 'of iron change their place' } },
    { type: 'blockquote', attrs: { attribution: 'Otto Brand, engineer' }, content: [words('Slowly, slowly.')] },
    { type: 'embed', attrs: FILM },
    { type: 'embed', attrs: POST },
    { type: 'embed', attrs: { provider: 'link', url: 'https://example.org/plan', title: 'The plan of the day' } },
  ];
  return {
    headline: 'Мост поднят',
    language: 'ru',
    body: { type: 'doc', content: [words('Мост поднят на два метра.'), ...content] },
    source: { name: 'Harbour office', kind: 'official', url: null },
    confirmation: 'disputed',
    translations: [
      {
        language: 'en',
        headline: 'The bridge is up',
        body: paragraphs(['The bridge was raised by two metres.']),
        translator: { name: 'Vera Lind', kind: 'person' },
      },
      {
        language: 'ar',
        headline: null,
        body: paragraphs(['رُفع الجسر مترين.']),
        translator: { name: 'Aure MT', kind: 'machine' },
      },
    ],
  };
}

/** Whatever YouTube is asked for, this is what it answers. */
export async function framesAreFilms(page: Page): Promise<void> {
  await page.route('https://www.youtube-nocookie.com/**', route =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><html lang="en"><title>Film</title><main><h1>A film</h1></main></html>',
    }),
  );
}

function words(text: string): Extract<Block, { type: 'paragraph' }> {
  return { type: 'paragraph', content: [{ type: 'text', text }] };
}
