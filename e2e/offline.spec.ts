import type { Page } from '@playwright/test';
import { htmlFaults } from '#server/test-bench/html-faults.ts';
import { expect, test } from './newsroom.ts';
import { richEntry } from './rich-entry.ts';

test.describe('without a network', () => {
  test('the last state read is there, and says of when it is', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const { page } = reader;
    await reader.opens(article);
    await newsroom.publish(article, 'The second lorry has left.');
    await reader.sees('The second lorry has left.');
    await reader.keeps(article, 'The second lorry has left.');
    newsroom.network.cut();
    await page.reload();
    await reader.seesEntries([4, 3, 2, 1]);
    await expect(page.getByText(/^As of \d\d:\d\d – you are offline$/)).toBeVisible();
    newsroom.network.mend();
    await newsroom.publish(article, 'The third lorry has left.');
    await reader.sees('The third lorry has left.');
    await expect(page.getByText(/you are offline/)).toHaveCount(0);
  });

  test.describe('far from where it happens', () => {
    test.use({ timezoneId: 'America/New_York' });

    test('the age of what is there is said by the clock that the page goes by', async ({ newsroom, reader }) => {
      const article = await newsroom.article({ timeZone: 'Europe/Berlin', entries: 1 });
      const { page } = reader;
      const clock = new Intl.DateTimeFormat('en', {
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone: 'America/New_York',
      });
      await reader.opens(article);
      await reader.keeps(article, 'This is what update 1 says.');
      newsroom.network.cut();
      await page.reload();
      await reader.seesEntries([1]);
      const line = page.locator('#kept');
      const at = await line.getAttribute('data-at');
      await expect(line).toHaveText(`As of ${clock.format(Date.parse(String(at)))} – you are offline`);
    });
  });

  test('an older page of what was read leads to that, and what was never read to words about it', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    const other = await newsroom.article({ headline: 'Another one', entries: 1 });
    await reader.opens(article);
    await reader.keeps(article, 'This is what update 3 says.');
    newsroom.network.cut();
    await reader.visits(`/live/${article.slug}/entry/2`);
    await reader.seesEntries([3, 2, 1]);
    await reader.visits(`/live/${other.slug}`);
    await expect(reader.page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  });

  test('what was read is not taken for how it stood at another moment', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.keeps(article, 'This is what update 3 says.');
    newsroom.network.cut();
    await reader.visits(`/live/${article.slug}?at=2020-01-01T00:00:00.000Z`);
    await expect(reader.page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
    await reader.doesNotSee('This is what update 3 says.');
    await reader.page.getByRole('link', { name: article.headline }).click();
    await reader.seesEntries([3, 2, 1]);
  });

  test('[D11] what was seen to be withdrawn is kept nowhere', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, 'The canary sings.');
    await reader.opens(article);
    await reader.keeps(article, 'The canary sings.');
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
    await reader.keeps(article, 'The canary sings.');
    await reader.visits('/');
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Wrong bird.' });
    await reader.visits(`/live/${article.slug}/entry/4`);
    await reader.isLive();
    await expect.poll(() => everythingKept(reader.page)).not.toContain('The canary sings.');
  });

  test('and with one, nobody reads an old page', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.keeps(article, 'This is what update 3 says.');
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

test.describe('without a network, on a device where something was read', () => {
  test('the site itself lists that, and leads there', async ({ newsroom, reader }) => {
    const { page } = reader;
    const article = await newsroom.article({ headline: 'Rain & <wind> over "Aure"', entries: 3 });
    const arabic = await newsroom.article({ headline: 'الجسر يرتفع', language: 'ar', entries: 1 });
    for (const read of [article, arabic]) {
      await reader.opens(read);
      await reader.keeps(read, 'This is what update 1 says.');
    }
    newsroom.network.cut();
    await reader.visits('/');
    await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
    const list = page.getByRole('region', { name: 'Kept on this device' });
    // Read last, listed first.
    await expect(list.getByRole('link')).toHaveText([arabic.headline, article.headline]);
    await expect(list.getByRole('link', { name: arabic.headline })).toHaveAttribute('dir', 'rtl');
    await list.getByRole('link', { name: article.headline }).click();
    await reader.seesEntries([3, 2, 1]);
  });

  test('what was never read is told to be missing, and nothing is listed where nothing was read', async ({
    newsroom,
    reader,
  }) => {
    await reader.visits('/');
    await reader.hasWorker();
    newsroom.network.cut();
    await reader.page.reload();
    await expect(reader.page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
    await expect(reader.page.getByText('Kept on this device')).toBeHidden();
  });

  for (const [what, path] of [
    ['contents', '/contents'],
    ['past', '?at=2020-01-01T00:00:00.000Z'],
  ])
    test(`an article's ${what} are enough to have words about it`, async ({ newsroom, reader }) => {
      const article = await newsroom.article({ entries: 1 });
      await reader.visits(`/live/${article.slug}${path}`);
      await reader.hasWorker();
      newsroom.network.cut();
      await reader.page.reload();
      await expect(reader.page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
    });

  test('words about it are there with their looks, however many files came since', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    const { page } = reader;
    await reader.opens(article);
    await reader.keeps(article, 'This is what update 1 says.');
    await page.evaluate(async () => {
      const files = await caches.open('pressbox-files-1');
      for (let n = 0; n < 100; n++) await files.put(`/assets/of-another-version-${n}.js`, new Response(''));
    });
    await newsroom.publish(article, 'The second lorry has left.');
    await reader.keeps(article, 'The second lorry has left.');
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('pressbox-files-1')).keys()).length))
      .toBeLessThanOrEqual(80);
    newsroom.network.cut();
    await reader.visits('/');
    await expect(page.getByRole('heading', { name: 'You are offline' })).toHaveCSS('font-family', /Serif/);
  });

  test('what lies there and what is listed is valid HTML, as it is kept and as it is drawn', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    await reader.keeps(article, 'The bridge was raised');
    newsroom.network.cut();
    for (const path of ['/', `/live/${article.slug}`]) {
      const answer = await reader.page.goto(path);
      expect([path, await htmlFaults((await answer?.text()) ?? '')]).toEqual([path, []]);
    }
    await reader.sees('The bridge was raised');
    expect(await htmlFaults(await reader.page.content())).toEqual([]);
  });

  test('[S] what lies there is under the same policy as what comes from the server', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.keeps(article, 'This is what update 1 says.');
    const { headers } = await fetch(`${newsroom.url}/live/${article.slug}`);
    newsroom.network.cut();
    for (const path of [`/live/${article.slug}`, '/']) {
      const kept = await reader.page.goto(path);
      expect(kept?.fromServiceWorker()).toBe(true);
      for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'x-frame-options'])
        expect([name, await kept?.headerValue(name)]).toEqual([name, headers.get(name)]);
    }
  });

  test('the pictures of the newest entries are there, small', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    const { page } = reader;
    await reader.opens(article);
    await reader.keeps(article, 'The bridge was raised');
    await expect.poll(() => picturesKept(page)).toBe(2);
    newsroom.network.cut();
    await page.reload();
    const picture = page.getByRole('img', { name: 'The first crane' });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  });

  test('[D11] the pictures of what was withdrawn are not', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    const entryId = await newsroom.publish(article, await richEntry(newsroom));
    const { page } = reader;
    await reader.opens(article);
    await reader.keeps(article, 'The bridge was raised');
    await expect.poll(() => picturesKept(page)).toBe(2);
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Not ours.' });
    await reader.sees('Not ours.');
    await expect.poll(() => picturesKept(page)).toBe(0);
  });

  test('[D11] nor are they once an article is gone', async ({ newsroom, reader }) => {
    const picture = { type: 'image', attrs: await newsroom.api.picture('The bridge at dawn') } as const;
    const article = await newsroom.article({ body: { type: 'doc', content: [picture] } });
    const { page } = reader;
    await reader.opens(article);
    await expect.poll(() => picturesKept(page)).toBe(1);
    await reader.visits('/');
    await newsroom.api.command(article, { type: 'remove-article' });
    newsroom.expectComplaint(/404/);
    await reader.visits(`/live/${article.slug}`);
    await expect.poll(() => picturesKept(page)).toBe(0);
  });
});

function picturesKept(page: Page): Promise<number> {
  return page.evaluate(async () => (await (await caches.open('pressbox-pictures-1')).keys()).length);
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
