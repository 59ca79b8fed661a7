import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import type { Reader } from './newsroom/reader.ts';
import { expect, test } from './newsroom.ts';

/** Those of the long article: none is on its newest page, which begins at 41. */
const KEY_EVENTS = [36, 32, 28, 24, 20, 16, 12, 8, 4];

test.describe('the list of key events', () => {
  test('[R3] has those of the whole article, without JavaScript too', async ({ newsroom }) => {
    const article = await longArticle(newsroom);
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    await reader.visits(`/live/${article.slug}`);
    await lists(reader, KEY_EVENTS.slice(0, 5));
    await list(reader).getByText('Show 4 earlier key events').click();
    await list(reader).getByRole('link', { name: 'Read the key events only' }).click();
    await reader.seesEntries(KEY_EVENTS);
    await list(reader).getByRole('link', { name: 'Key event 36' }).click();
    await expect(reader.page).toHaveURL(/#entry-36$/);
    await expect(reader.entry(36)).toBeInViewport();
  });

  test('is read to its end when it is unfolded', async ({ newsroom, reader }) => {
    const article = await longArticle(newsroom);
    await reader.opens(article);
    await reader.listensToKeys();
    await list(reader).getByText('Show 4 earlier key events').click();
    await lists(reader, KEY_EVENTS);
    await list(reader).getByRole('link', { name: 'Key event 4', exact: true }).click();
    await expect(reader.page).toHaveURL(/\/entry\/4$/);
    await expect(reader.entry(4)).toBeInViewport();
  });

  test('[R2] stays right when key events come in, are marked, unmarked, renamed and withdrawn', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article();
    const ids = await publishes(newsroom, article);
    await reader.opens(article);
    await reader.listensToKeys();
    const edits = (number: number, entry: object) =>
      newsroom.api.command(article, {
        ...{ type: 'edit-entry', entryId: ids[number - 1] ?? '', expectedVersion: 1, kind: 'minor', note: null },
        entry: { body: paragraphs([`Update ${number}.`]), ...entry },
      });
    await edits(36, { keyEvent: false });
    await lists(reader, [32, 28, 24, 20, 16]);
    await edits(10, { keyEvent: true, headline: 'Key event 10' });
    await edits(8, { keyEvent: true, headline: 'Key event 8, renamed' });
    const retraction = { type: 'retract-entry', entryId: ids[3] ?? '', expectedVersion: 1, reason: '' } as const;
    await newsroom.api.command(article, retraction);
    await newsroom.publish(article, { headline: 'Key event 66', keyEvent: true });
    await lists(reader, [66, 32, 28, 24, 20]);
    await list(reader).getByText('Show 4 earlier key events').click();
    await lists(reader, [66, 32, 28, 24, 20, 16, 12, 10, 8]);
    await expect(list(reader)).toContainText('Key event 8, renamed');
    reader.hasNotReloaded();
  });

  test('leads to what a lens leaves out by its own address, with and without JavaScript', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, { headline: 'Key event 4', keyEvent: true });
    await newsroom.api.command(article, { type: 'pin-entry', entryId });
    await newsroom.publish(article, { body: paragraphs(['Rain.']), tags: ['weather'] });
    const plain = await newsroom.reader({ javaScriptEnabled: false });
    for (const somebody of [reader, plain])
      for (const link of [
        list(somebody).getByRole('link', { name: 'Key event 4' }),
        somebody.page.getByRole('link', { name: 'See it in the timeline' }),
      ]) {
        await somebody.visits(`/live/${article.slug}?tag=weather`);
        await somebody.seesEntries([5]);
        await link.click();
        await expect(somebody.page).toHaveURL(/\/entry\/4-key-event-4$/);
        await expect(somebody.entry(4)).toBeInViewport();
      }
  });

  test('leads to what is not on screen yet from the oldest on', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 65 });
    await newsroom.publish(article, { headline: 'Key event 66', keyEvent: true });
    await reader.opens(article, { query: 'order=oldest' });
    await list(reader).getByRole('link', { name: 'Key event 66' }).click();
    await expect(reader.page).toHaveURL(/\/entry\/66-key-event-66$/);
  });
});

async function longArticle(newsroom: Newsroom): Promise<ArticleHandle> {
  const article = await newsroom.article();
  await publishes(newsroom, article);
  return article;
}

/** 65 entries, of which every fourth up to 36 is a key event; answers their ids. */
async function publishes(newsroom: Newsroom, article: ArticleHandle): Promise<string[]> {
  const ids = [];
  for (let number = 1; number <= 65; number += 1)
    ids.push(
      KEY_EVENTS.includes(number)
        ? await newsroom.publish(article, { body: paragraphs([`Key event ${number}`]), keyEvent: true })
        : await newsroom.publish(article, `Update ${number}.`),
    );
  return ids;
}

function list({ page }: Reader) {
  return page.getByRole('navigation', { name: 'Key events' });
}

/** These are listed, from the top: those on screen. */
async function lists(reader: Reader, numbers: readonly number[]): Promise<void> {
  const names = list(reader).locator('.key-event-list a:visible');
  await expect
    .poll(async () => (await names.allTextContents()).map(text => Number(/\d+/.exec(text)?.[0])))
    .toEqual(numbers);
}
