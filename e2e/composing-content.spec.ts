import type { Page } from '@playwright/test';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { expectAccessible } from './newsroom/accessibility.ts';
import { expect, test } from './newsroom.ts';

test.describe('a picture in the composer', () => {
  test('is picked, described, and on readers’ screens when it is published', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    await editor.opens(article);
    await editor.writes('The bridge this morning.');
    const { page } = editor;
    await page.keyboard.press('Alt+F10');
    await editor.button('Pictures').click();
    const dialog = page.getByRole('dialog', { name: 'Pictures' });
    await dialog.getByLabel('Choose pictures').setInputFiles(await file('bridge.jpg'));
    await expect(dialog.locator('img')).toBeVisible();
    await expectAccessible(page, 'dialog of pictures');
    await dialog.getByLabel('Caption').fill('Seen from the lock.');
    await dialog.getByRole('button', { name: 'Put into the text' }).click();
    await editor.triesToPublish();
    await editor.sees(/Describe each picture/);
    await editor.text.locator('figure').click();
    await editor.button('Pictures').click();
    const change = page.getByRole('dialog', { name: 'Change pictures' });
    await change.getByLabel('Description').fill('The bridge at dawn');
    await change.getByRole('button', { name: 'Save' }).click();
    await editor.publishes();
    await expect(reader.page.getByRole('img', { name: 'The bridge at dawn' })).toBeVisible();
    await reader.sees('Seen from the lock.');
    reader.hasNotReloaded();
  });

  test('may be dropped or pasted, and with others it is a gallery', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await editor.opens(article);
    await bring(editor.page, 'paste', ['one.png']);
    const dialog = editor.page.getByRole('dialog', { name: 'Pictures' });
    await expect(dialog.locator('img')).toHaveCount(1);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await bring(editor.page, 'drop', ['one.png', 'two.png']);
    await expect(dialog.locator('img')).toHaveCount(2);
    for (const [place, text] of ['The first crane', 'The second crane'].entries())
      await dialog.getByLabel('Description').nth(place).fill(text);
    await dialog.getByRole('button', { name: 'Put into the text' }).click();
    await editor.publishes();
    await reader.opens(article);
    await expect(reader.page.locator('.gallery').getByRole('img')).toHaveCount(2);
  });

  test('that is none is refused in words, and nothing is lost', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 415/);
    const article = await newsroom.article();
    await editor.opens(article);
    await editor.writes('A text that stays.');
    await editor.button('Pictures').click();
    const dialog = editor.page.getByRole('dialog', { name: 'Pictures' });
    const page = { name: 'page.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<!doctype html>') };
    await dialog.getByLabel('Choose pictures').setInputFiles(page);
    await expect(dialog.getByText(/page\.jpg: This is no picture that can be shown/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(editor.text).toHaveText('A text that stays.');
  });
});

test('an address pasted alone into an empty line becomes an embed; elsewhere it stays an address', async ({
  newsroom,
  editor,
  reader,
}) => {
  const article = await newsroom.article();
  await editor.opens(article);
  await editor.writes('See');
  await editor.text.press('End');
  await paste(editor.page, 'https://youtu.be/dQw4w9WgXcQ');
  await expect(editor.text.locator('[data-kept="embed"]')).toHaveCount(0);
  await editor.text.press('Enter');
  await paste(editor.page, 'https://youtu.be/dQw4w9WgXcQ');
  await expect(editor.text.locator('[data-kept="embed"]')).toHaveText('YouTube: https://youtu.be/dQw4w9WgXcQ');
  await editor.publishes();
  await reader.opens(article);
  await expect(reader.page.getByRole('button', { name: 'Show here' })).toBeVisible();
});

test('a key figure, a link card and a quotation with its speaker are put in from the toolbar', async ({
  newsroom,
  editor,
  reader,
}) => {
  const article = await newsroom.article();
  await editor.opens(article);
  const { page } = editor;
  await editor.writes('Slowly, slowly.');
  await editor.button('Who said it').click();
  await page.getByLabel('Said by').fill('Otto Brand');
  await page.keyboard.press('Enter');
  await editor.text.press('Control+End');
  await editor.text.press('Enter');
  await editor.text.press('Enter');
  await editor.button('Key figure').click();
  await page.getByLabel('Figure', { exact: true }).fill('900 t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('Must not be empty');
  await page.getByLabel('What it counts').fill('of iron');
  await page.keyboard.press('Enter');
  await editor.button('Embed').click();
  await page.getByLabel('Address').fill('https://example.org/plan');
  await expect(page.getByRole('dialog')).toContainText('A card that leads to example.org');
  await page.getByLabel('Title').fill('The plan');
  await expectAccessible(page, 'dialog of an embed');
  await page.keyboard.press('Enter');
  await editor.publishes();
  await reader.opens(article);
  const entry = reader.entry(1);
  await expect(entry.locator('.quote')).toContainText('Otto Brand');
  await expect(entry.locator('.key-figure')).toHaveText('900 t of iron');
  await expect(entry.getByRole('link', { name: /The plan/ })).toHaveAttribute('href', 'https://example.org/plan');
});

test('how sure an entry is, and its translation, are written in the composer and changed by an edit', async ({
  newsroom,
  editor,
  reader,
}) => {
  const article = await newsroom.article({ language: 'en' });
  await reader.opens(article);
  await editor.opens(article);
  const { page } = editor;
  await editor.writes('Мост поднят.');
  await page.getByText(/^Source, authors, tags, time, translations/).click();
  await page.getByLabel('Confirmation').selectOption('unconfirmed');
  await editor.button('Add translation').click();
  const translation = page.getByRole('group', { name: /^Translation:/ });
  await translation.getByRole('combobox', { name: 'Language' }).fill('de');
  await translation.getByLabel('Name of the translator').fill('Vera Lind');
  await translation.getByRole('textbox', { name: 'Translated text' }).fill('Die Brücke ist oben.');
  await expectAccessible(page, 'composer with a translation');
  await editor.publishes();
  await reader.sees('Die Brücke ist oben.');
  await expect(reader.entry(1).locator('.translation')).toHaveAttribute('lang', 'de');
  await expect(reader.entry(1)).toContainText('Unconfirmed');
  await editor.beginsToEdit(1);
  await expect(page.getByLabel('Name of the translator')).toHaveValue('Vera Lind');
  await page.getByLabel('Confirmation').selectOption('');
  await editor.button('Remove translation German').click();
  await editor.savesChanges();
  await editor.isTold('Changes published');
  await expect(reader.entry(1)).not.toContainText('Unconfirmed');
  await expect(reader.entry(1)).not.toContainText('Die Brücke ist oben.');
  await reader.sees('Мост поднят.');
});

async function file(name: string) {
  return { name, mimeType: 'image/jpeg', buffer: await testPicture({ width: 900, height: 600 }) };
}

/** Brings pictures into the text as a hand does that drags or pastes them. */
async function bring(page: Page, how: 'drop' | 'paste', names: readonly string[]): Promise<void> {
  const bytes = await Promise.all(names.map((_, place) => testPicture({ type: 'png', width: 60 + place })));
  const files = names.map((name, place) => ({ name, base64: bytes[place]?.toString('base64') ?? '' }));
  await page.getByRole('textbox', { name: 'Entry text' }).evaluate(
    (box, { how: what, files: brought }) => {
      const data = new DataTransfer();
      for (const { name, base64 } of brought)
        data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/png' }));
      const { x, y } = box.getBoundingClientRect();
      const options = { bubbles: true, cancelable: true };
      box.dispatchEvent(
        what === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data, clientX: x + 20, clientY: y + 20 })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      );
    },
    { how, files },
  );
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Entry text' }).evaluate((box, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  }, text);
}
