import type { Page } from '@playwright/test';
import type { ArticleHandle } from './newsroom/api.ts';
import { expect, test } from './newsroom.ts';

test.describe('without a network', () => {
  test('the last state read is there, and says of when it is', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const { page } = reader;
    await reader.opens(article);
    await newsroom.publish(article, 'The second lorry has left.');
    await reader.sees('The second lorry has left.');
    await isKept(page, article, 'The second lorry has left.');
    newsroom.network.cut();
    await page.reload();
    await reader.seesEntries([4, 3, 2, 1]);
    await expect(page.getByText(/^As of \d\d:\d\d – you are offline$/)).toBeVisible();
    newsroom.network.mend();
    await newsroom.publish(article, 'The third lorry has left.');
    await reader.sees('The third lorry has left.');
    await expect(page.getByText(/you are offline/)).toHaveCount(0);
  });

  test('an older page of what was read leads to that, and what was never read to words about it', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    const other = await newsroom.article({ headline: 'Another one', entries: 1 });
    await reader.opens(article);
    await isKept(reader.page, article, 'This is what update 3 says.');
    newsroom.network.cut();
    await reader.visits(`/live/${article.slug}/entry/2`);
    await reader.seesEntries([3, 2, 1]);
    await reader.visits(`/live/${other.slug}`);
    await expect(reader.page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  });

  test('[D11] what was seen to be withdrawn is kept nowhere', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, 'The canary sings.');
    await reader.opens(article);
    await isKept(reader.page, article, 'The canary sings.');
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Wrong bird.' });
    await reader.sees('Wrong bird.');
    await expect.poll(() => everythingKept(reader.page)).not.toContain('The canary sings.');
    newsroom.network.cut();
    await reader.page.reload();
    await reader.sees('Wrong bird.');
    await reader.doesNotSee('The canary sings.');
  });

  test('[D11] a withdrawal seen on another page of the article counts as well', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, 'The canary sings.');
    await reader.opens(article);
    await isKept(reader.page, article, 'The canary sings.');
    await reader.visits('/');
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Wrong bird.' });
    await reader.visits(`/live/${article.slug}/entry/4`);
    await reader.isLive();
    await expect.poll(() => everythingKept(reader.page)).not.toContain('The canary sings.');
  });

  test('and with one, nobody reads an old page', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await isKept(reader.page, article, 'This is what update 3 says.');
    await reader.visits('/');
    await newsroom.publish(article, 'The second lorry has left.');
    const [answer] = await Promise.all([
      reader.page.waitForResponse(response => response.url().endsWith(`/live/${article.slug}`)),
      reader.visits(`/live/${article.slug}`),
    ]);
    expect(await answer.text()).toContain('The second lorry has left.');
    await expect(reader.page.getByText(/you are offline/)).toHaveCount(0);
  });
});

/** The page is kept with this text in it, and the worker is in charge. */
async function isKept(page: Page, { slug }: ArticleHandle, text: string): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const kept = () => page.evaluate(async key => (await (await caches.match(key))?.text()) ?? '', `/live/${slug}`);
  await expect.poll(kept).toContain(text);
}

function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push((await (await cache.match(request))?.text()) ?? '');
    }
    return texts.join('\n');
  });
}
