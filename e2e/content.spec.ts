import { CONFIRMATIONS, SOURCE_KINDS } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { foreignRequests } from './newsroom/foreign-requests.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';
import { FILM, framesAreFilms, richEntry } from './rich-entry.ts';

test.describe('a picture', () => {
  test('comes live, in the copy that fits the screen', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.page.setViewportSize({ width: 360, height: 800 });
    await reader.opens(article);
    await newsroom.publish(article, await richEntry(newsroom));
    const picture = reader.page.getByRole('img', { name: 'The bridge at dawn' });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.currentSrc)).toMatch(/-480\.webp$/);
    await expect(reader.entry(4).locator('figcaption').first()).toHaveText('Seen from the lock. Ines Roth');
  });

  test('[R1] keeps its place before it is loaded', async ({ newsroom }) => {
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    await reader.page.route('**/media/**', route => held.then(() => route.continue()));
    await reader.page.goto(`/live/${article.slug}`, { waitUntil: 'commit' });
    await reader.isLive();
    await expectNothingMoves(reader.page, async () => {
      release();
      const picture = reader.page.getByRole('img', { name: 'The bridge at dawn' });
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
        .toBe(true);
    });
  });

  test('stands on a light ground of its own shape on a dark page too, for what is transparent in it', async ({
    newsroom,
  }) => {
    const reader = await newsroom.reader({ colorScheme: 'dark' });
    const attrs = await newsroom.api.picture('The bridge at dawn', { width: 300, height: 200, type: 'png' });
    const article = await newsroom.article();
    await newsroom.publish(article, { body: { type: 'doc', content: [{ type: 'image', attrs }] } });
    await reader.opens(article);
    const picture = reader.page.getByRole('img', { name: 'The bridge at dawn' });
    await expect(picture).toHaveCSS('background-color', 'rgb(244, 241, 234)');
    await picture.click();
    const enlarged = reader.page.getByRole('dialog', { name: 'Picture' }).getByRole('img');
    await expect(enlarged).toHaveCSS('background-color', 'rgb(244, 241, 234)');
    const shape = () => enlarged.evaluate(image => image.clientWidth / image.clientHeight);
    await expect.poll(shape).toBeCloseTo(attrs.width / attrs.height, 1);
  });

  test('[R5] is looked at over the page by keyboard alone, with those beside it', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    const { page } = reader;
    const link = page.getByRole('link', { name: 'The bridge at dawn' });
    await link.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Picture' });
    await expect(dialog.getByRole('img')).toHaveAccessibleName('The bridge at dawn');
    await expect(dialog.getByRole('img')).toBeInViewport({ ratio: 1 });
    await expect(dialog).toContainText('1 of 3');
    await expect(dialog).toContainText('Seen from the lock.');
    await page.keyboard.press('ArrowRight');
    await expect(dialog.getByRole('img')).toHaveAccessibleName('The first crane');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(dialog.getByRole('img')).toHaveAccessibleName('The second crane');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(link).toBeFocused();
  });

  test('[D11] that is looked at over the page is gone when its entry is withdrawn', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    const entryId = await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    const { page } = reader;
    await page.getByRole('link', { name: 'The bridge at dawn' }).click();
    const dialog = page.getByRole('dialog', { name: 'Picture' });
    await expect(dialog.getByRole('img')).toBeVisible();
    await newsroom.publish(article, 'The second lorry has left.');
    await expect(reader.entry(3)).toHaveCount(1);
    await expect(dialog.getByRole('img')).toBeVisible();
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Wrong.' });
    await expect(dialog).toHaveCount(0, { timeout: 2_000 });
    await expect(page.getByRole('img', { name: 'The bridge at dawn' })).toHaveCount(0);
    await expect(reader.entry(2)).toBeFocused();
  });

  test('[D11] that an edit takes out is gone from over the page', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    await reader.page.getByRole('link', { name: 'The first crane' }).click();
    const dialog = reader.page.getByRole('dialog', { name: 'Picture' });
    await expect(dialog.getByRole('img')).toBeVisible();
    await newsroom.api.command(article, {
      ...{ type: 'edit-entry', entryId, expectedVersion: 1, kind: 'update' },
      entry: { body: paragraphs(['Without.']) },
    });
    await expect(dialog).toHaveCount(0);
    await expect(reader.entry(1)).toBeFocused();
  });
});

test.describe('an embed', () => {
  test('asks nobody else for anything before the reader does, then shows it in a frame of its own', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    const { page } = reader;
    const foreign = foreignRequests(page, newsroom.url);
    await framesAreFilms(page);
    await reader.opens(article);
    await expect(page.getByText('YouTube', { exact: true })).toBeVisible();
    expect(foreign).toEqual([]);
    await page.getByRole('button', { name: 'Show here' }).press('Enter');
    const frame = page.getByTitle(`YouTube: ${FILM.title}`);
    await expect(frame.contentFrame().getByText('A film')).toBeVisible();
    await expect(frame).toBeFocused();
    expect(foreign).toEqual(['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ']);
    await expect(frame).toHaveAttribute('sandbox', /^allow-scripts allow-same-origin/);
  });

  test('[R1] that was opened among the first entries keeps its place: what comes in waits', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, { body: { type: 'doc', content: [{ type: 'embed', attrs: FILM }] } });
    const { page } = reader;
    await page.route('https://www.youtube-nocookie.com/**', route =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Film</title><p>A film</p>' }),
    );
    await reader.opens(article);
    await reader.listensToKeys();
    await page.getByRole('button', { name: 'Show here' }).click();
    await expect(page.getByTitle(`YouTube: ${FILM.title}`)).toBeInViewport();
    await page.getByRole('heading', { level: 1 }).click();
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await reader.seesEntries([1]);
  });

  test('[S] of nobody else can be framed: the page forbids it', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    const answer = await fetch(`${newsroom.url}/live/${article.slug}`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(/frame-src ([^;]*)/.exec(policy)?.[1]?.split(' ')).toContain('https://www.youtube-nocookie.com');
    newsroom.expectComplaint(/frame-src/);
    await reader.opens(article);
    await reader.page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://evil.example/';
      document.body.append(frame);
    });
    await expect.poll(() => reader.page.frames().map(frame => frame.url())).not.toContain('https://evil.example/');
  });

  test('that cannot be framed says so, and every one is a link without scripts', async ({ newsroom }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    const { page } = await newsroom.reader({ javaScriptEnabled: false });
    await page.goto(`/live/${article.slug}`);
    await expect(page.getByText('It opens at Mastodon; it cannot be shown here.')).toBeVisible();
    await expect(page.getByRole('link', { name: /The bridge rises/ })).toHaveAttribute('href', FILM.url);
    await expect(page.getByRole('button', { name: 'Show here' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'The bridge at dawn' })).toHaveAttribute('href', /^\/media\/\w+\.jpg$/);
  });
});

test.describe('an entry', () => {
  test('says how sure it is, and an edit changes that in place', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, { headline: 'The bridge is sold', confirmation: 'unconfirmed' });
    await reader.opens(article);
    await expect(reader.entry(1)).toContainText('Unconfirmed');
    await newsroom.api.command(article, {
      ...{ type: 'edit-entry', entryId, expectedVersion: 1, kind: 'update' },
      entry: { confirmation: 'confirmed' },
    });
    await expect(reader.entry(1).getByText('Confirmed', { exact: true })).toBeVisible();
    await expect(reader.entry(1)).not.toContainText('Unconfirmed');
    reader.hasNotReloaded();
  });

  test('[R5] says in words how sure it is and who says so, and no sign says more', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const kinds = {
      own: 'Own reporting',
      wire: 'News agency',
      official: 'Official',
      social: 'Social media',
      reader: 'From a reader',
    };
    for (const kind of SOURCE_KINDS)
      await newsroom.publish(article, { body: words, source: { name: `Aure ${kind}`, kind, url: null } });
    for (const confirmation of CONFIRMATIONS) await newsroom.publish(article, { body: words, confirmation });
    await reader.opens(article);
    for (const [index, kind] of SOURCE_KINDS.entries())
      await expect(reader.entry(index + 1).locator('.entry-foot')).toMatchAriaSnapshot(
        `- text: "${kinds[kind]}: Aure ${kind}"`,
      );
    for (const [index, word] of ['Unconfirmed', 'Confirmed', 'Disputed'].entries())
      await expect(reader.entry(SOURCE_KINDS.length + index + 1).locator('.entry-foot')).toMatchAriaSnapshot(
        `- text: ${word}`,
      );
  });

  test('[R5] is there in its own language and in translations, of which the reader chooses on this device', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    const { page } = reader;
    const original = page.getByText('Мост поднят на два метра.');
    const translation = page.getByText('The bridge was raised by two metres.');
    await expect(original).toBeVisible();
    await expect(translation).toBeVisible();
    await expect(page.getByText('English: translated by Vera Lind')).toBeVisible();
    await expect(page.getByText('Arabic: machine translation by Aure MT')).toBeVisible();
    await expect(page.locator('.translation[lang="ar"]')).toHaveAttribute('dir', 'rtl');
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Translation only' }).check();
    await expect(original).toBeHidden();
    await expect(translation).toBeVisible();
    await page.reload();
    await expect(original).toBeHidden();
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Original only' }).check();
    await expect(original).toBeVisible();
    await expect(translation).toBeHidden();
  });

  test('in one language only is shown in the one that the device is set to, or that its reader chose', async ({
    newsroom,
  }) => {
    const reader = await newsroom.reader({ locale: 'ar-EG' });
    const { page } = reader;
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Translation only' }).check();
    await expect(page.getByText('رُفع الجسر مترين.')).toBeVisible();
    await expect(page.getByText('The bridge was raised by two metres.')).toBeHidden();
    // The Arabic has no headline of its own.
    await expect(page.getByRole('heading', { name: 'Мост поднят' })).toBeVisible();
    const languages = page.getByLabel('Language');
    await expect(languages.getByRole('option')).toHaveText(['As on this device', 'English', 'Arabic', 'Russian']);
    await languages.selectOption('English');
    await expect(page.getByText('The bridge was raised by two metres.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'The bridge is up' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Мост поднят' })).toBeHidden();
    await expect(page.getByText('رُفع الجسر مترين.')).toBeHidden();
    await languages.selectOption('Russian');
    await expect(page.getByText('Мост поднят на два метра.')).toBeVisible();
    await expect(page.getByText('The bridge was raised by two metres.')).toBeHidden();
    await page.getByRole('radio', { name: 'Original and translation' }).check();
    await languages.selectOption('English');
    await expect(page.getByText('Мост поднят на два метра.')).toBeVisible();
    await expect(page.getByText('The bridge was raised by two metres.')).toBeVisible();
    await expect(page.getByText('رُفع الجسر مترين.')).toBeHidden();
  });

  test('is shown as its reader chose before the page comes to life, and what comes later too', async ({ newsroom }) => {
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    const { page } = reader;
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.visits('/');
    await page.evaluate(() =>
      localStorage.setItem('pressbox-preferences', JSON.stringify({ translations: 'translation' })),
    );
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    // Until it is there, a page with such entries does not come to life.
    await page.route('**/assets/rich-parts*', route => held.then(() => route.continue()));
    await page.goto(`/live/${article.slug}`, { waitUntil: 'commit' });
    await expect(page.getByText('Мост поднят на два метра.')).toBeHidden();
    await expect(page.getByText('The bridge was raised by two metres.')).toBeVisible();
    await expect(page.locator('html')).not.toHaveAttribute('data-live');
    release();
    await reader.isLive();
    await newsroom.publish(article, await richEntry(newsroom));
    await expect(reader.entry(2).getByText('The bridge was raised by two metres.')).toBeVisible();
    await expect(reader.entry(2).getByText('Мост поднят на два метра.')).toBeHidden();
  });

  test('[R3] shows both without scripts, the original first', async ({ newsroom }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    const { page } = await newsroom.reader({ javaScriptEnabled: false });
    await page.goto(`/live/${article.slug}`);
    const [original, translation] = await Promise.all(
      ['Мост поднят на два метра.', 'The bridge was raised by two metres.'].map(text =>
        page.getByText(text).boundingBox(),
      ),
    );
    expect(original?.y ?? 0).toBeLessThan(translation?.y ?? 0);
  });
});

const words = paragraphs(['The bridge has been sold.']);
