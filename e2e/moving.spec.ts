import { expect, test } from './newsroom.ts';

test.describe('[R5] single keys', () => {
  test('go from update to update, to the newest, to the pinned one and to its page', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 44 });
    const entryId = await newsroom.publish(article, 'Keep this in sight.');
    await newsroom.api.command(article, { type: 'pin-entry', entryId });
    await reader.opens(article);
    const { page } = reader;
    await reader.listensToKeys();
    await page.keyboard.press('j');
    await expect(reader.entry(45)).toBeFocused();
    await page.keyboard.press('j');
    await expect(reader.entry(44)).toBeFocused();
    await expect(reader.entry(44)).toBeInViewport();
    await page.keyboard.press('k');
    await expect(reader.entry(45)).toBeFocused();
    await page.keyboard.press('p');
    await expect(page.getByRole('region', { name: 'Pinned' }).getByRole('article')).toBeFocused();
    await reader.entry(21).getByRole('link').first().focus();
    await page.keyboard.press('j');
    await expect(reader.entry(20)).toBeFocused();
    await page.keyboard.press('n');
    await expect(reader.entry(45)).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/live/${article.slug}/entry/44`);
  });

  test('show those held, and lead from an older page to the newest', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 45 });
    await reader.opens(article);
    const { page } = reader;
    await reader.scrollsTo(30);
    await newsroom.publish(article, 'One came in.');
    await reader.isToldOf('1 new update');
    await page.keyboard.press('n');
    await expect(reader.entry(46)).toBeInViewport();
    await reader.opens(article, { before: 21 });
    await reader.listensToKeys();
    await page.keyboard.press('n');
    await expect(page).toHaveURL(`/live/${article.slug}`);
  });

  test('lead to the newest also where the oldest stand first', async ({ newsroom, reader }) => {
    const short = await newsroom.article({ entries: 3 });
    const long = await newsroom.article({ headline: 'The lock opens', entries: 65 });
    await reader.opens(short, { query: 'order=oldest' });
    await reader.listensToKeys();
    await reader.page.keyboard.press('n');
    await expect(reader.entry(3)).toBeFocused();
    await reader.opens(long, { query: 'order=oldest' });
    await reader.listensToKeys();
    await reader.page.keyboard.press('n');
    await expect(reader.page).toHaveURL(`/live/${long.slug}`);
  });

  test('are all listed on ?, and can be switched off', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    const { page } = reader;
    await reader.listensToKeys();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(dialog.getByText('Next update')).toBeVisible();
    await expect(dialog.locator('kbd')).toHaveText(['j', 'k', 'n', 'p', 'o', 's', 'c', '/', '?']);
    await dialog.getByRole('radio', { name: 'Off' }).check();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    await page.reload();
    await reader.listensToKeys();
    await page.keyboard.press('?');
    await page.getByText('Display options').click();
    await page.getByRole('group', { name: 'Keyboard shortcuts' }).getByRole('radio', { name: 'On' }).check();
    await expect(dialog).toHaveCount(0);
    await expect(reader.entry(3)).not.toBeFocused();
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await page.keyboard.press('j');
    await expect(reader.entry(3)).toBeFocused();
  });

  test('are shown as switched on wherever the switch is', async ({ newsroom, reader }) => {
    await reader.opens(await newsroom.article({ entries: 1 }));
    const { page } = reader;
    await page.getByText('Display options').click();
    await reader.listensToKeys();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    const on = page.getByRole('group', { name: 'Keyboard shortcuts', includeHidden: true });
    const radios = on.getByRole('radio', { name: 'On', exact: true, includeHidden: true });
    await expect(radios).toHaveCount(2);
    for (const radio of await radios.all()) await expect(radio).toBeChecked();
  });

  test('lead to the search, to the list to jump by and to sharing', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 45 });
    await reader.page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
    await reader.page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'));
    await reader.opens(article);
    const { page } = reader;
    await reader.listensToKeys();
    await page.keyboard.press('c');
    const jumpList = page.getByRole('dialog', { name: 'Jump to' });
    await expect(jumpList).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(jumpList).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    await expect(page.getByRole('textbox', { name: 'Copy this address' })).toHaveValue(/entry\/44$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('kind');
    await expect(page.getByRole('searchbox')).toHaveValue('kind');
  });

  test('do nothing with a modifier, or in a field', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    const { page } = reader;
    await reader.listensToKeys();
    await page.keyboard.press('Alt+j');
    await page.keyboard.press('Shift+J');
    // What a key does is done once the next one has done its.
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await expect(page.locator('.entry:focus')).toHaveCount(0);
    await page.getByText('Display options').click();
    await page.getByRole('group', { name: 'Times' }).getByRole('radio').first().focus();
    await page.keyboard.press('j');
    await expect(page.getByRole('group', { name: 'Times' }).getByRole('radio').first()).toBeFocused();
  });
});

test.describe('sharing', () => {
  test('hands the address of the entry to the device', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ headline: 'The lock opens' });
    await newsroom.publish(article, { headline: 'The gates of oak hold' });
    await reader.page.addInitScript(() => {
      Object.defineProperty(navigator, 'share', {
        value: async (data: ShareData) => {
          document.documentElement.dataset.shared = JSON.stringify(data);
        },
      });
    });
    await reader.opens(article);
    const { page } = reader;
    await page.getByRole('button', { name: 'Share update No. 1' }).click();
    const shared = {
      title: 'The gates of oak hold',
      url: `${newsroom.url}/live/${article.slug}/entry/1-the-gates-of-oak-hold`,
    };
    await expect(page.locator('html')).toHaveAttribute('data-shared', JSON.stringify(shared));
  });

  test('hands on what is shown: a lens, an older page, the update of this page', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 65 });
    await reader.page.addInitScript(() => {
      Object.defineProperty(navigator, 'share', {
        value: async ({ url }: ShareData) => {
          document.documentElement.dataset.shared = url;
        },
      });
    });
    const { page } = reader;
    for (const [visited, shared] of [
      ['?show=key&utm_source=mail', '?show=key'],
      ['/page/2', '/page/2'],
      ['/entry/12', '/entry/12'],
      ['?utm_source=mail#entry-60', ''],
    ]) {
      await reader.visits(`/live/${article.slug}${visited}`);
      await reader.isLive();
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute(
        'data-shared',
        `${newsroom.url}/live/${article.slug}${shared}`,
      );
      await page.goto('about:blank');
    }
  });

  test('copies the address where the device has nothing to share with, and says so', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 1 });
    const reader = await newsroom.reader({ permissions: ['clipboard-read', 'clipboard-write'] });
    await reader.page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
    await reader.opens(article);
    const { page } = reader;
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('status')).toHaveText('Link copied');
    await expect(page.locator('.toast')).toHaveText('Link copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${newsroom.url}/live/${article.slug}`);
  });

  test('shows the address where even that is not possible', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'share');
      Reflect.deleteProperty(Navigator.prototype, 'clipboard');
    });
    await reader.opens(article);
    await reader.page.getByRole('button', { name: 'Share update No. 1' }).click();
    await expect(reader.page.getByRole('textbox', { name: 'Copy this address' })).toHaveValue(
      `${newsroom.url}/live/${article.slug}/entry/1`,
    );
  });

  test('is not offered without JavaScript', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 1 });
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    await reader.visits(`/live/${article.slug}`);
    await reader.sees('This is what update 1 says.');
    await expect(reader.page.getByRole('button')).toHaveCount(0);
  });
});

test('on paper there is what was said and corrected, where links lead, and nothing to press', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article({ entries: 45 });
  const wrong = await newsroom.publish(article, 'The ferry leaves at nine.');
  const gone = await newsroom.publish(article, 'The captain is ill.');
  const note = { kind: 'correction', note: 'The hour was wrong.' } as const;
  await newsroom.api.edit(article, { entryId: wrong, version: 1 }, 'The ferry leaves at ten.', note);
  const retraction = { type: 'retract-entry', entryId: gone, expectedVersion: 1, reason: 'He is well.' } as const;
  await newsroom.api.command(article, retraction);
  await reader.opens(article);
  await reader.entry(46).getByRole('button', { name: 'What changed' }).click();
  await expect(reader.page.locator('.changes del')).toHaveText('nine');
  await reader.page.emulateMedia({ media: 'print' });
  for (const text of ['The ferry leaves at ten.', 'The hour was wrong.', 'He is well.', 'This is what update 45 says.'])
    await reader.sees(text);
  await expect(reader.page.getByRole('button')).toHaveCount(0);
  await expect(reader.page.getByRole('link', { name: 'Earlier updates' })).toBeHidden();
  await expect(reader.entry(45).locator('.entry-ago')).toBeHidden();
  await expect(reader.entry(45)).toHaveCSS('break-inside', 'avoid');
});
