import { expect, type Locator } from '@playwright/test';
import { test } from './newsroom.ts';

const MOST_TABS = 60;

test('an entry is published without a mouse, from signing in to the last key', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article({ entries: 2 });
  await reader.opens(article);
  const { page, account } = editor;
  await page.context().clearCookies();
  await editor.visits('/admin');
  await tabsTo(page.getByLabel('Email'));
  await page.keyboard.type(account.email);
  await tabsTo(page.getByLabel('Password'));
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await tabsTo(page.getByRole('link', { name: article.headline, exact: true }));
  await page.keyboard.press('Enter');
  await tabsTo(editor.text);
  await page.keyboard.type('Written with ten fingers.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await editor.isTold('Published as No. 3');
  await reader.sees('Written with ten fingers.');
});

test('an entry is edited, pinned and withdrawn without a mouse', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article({ entries: ['The ferry leaves at nine.', 'The captain is ill.'] });
  await reader.opens(article);
  await editor.opens(article);
  const { page } = editor;
  await tabsTo(editor.button('Edit entry 1'));
  await page.keyboard.press('Enter');
  await expect(editor.text).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('The ferry leaves at ten.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(reader.entry(1)).toContainText('The ferry leaves at ten.');
  await tabsTo(editor.button('Pin entry 1'));
  await page.keyboard.press('Space');
  await expect(reader.page.getByRole('region', { name: 'Pinned' })).toContainText('The ferry leaves at ten.');
  await tabsTo(editor.button('Withdraw entry 2'));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('He is well.');
  await page.keyboard.press('Enter');
  await expect(reader.entry(2)).toContainText('He is well.');
});

test('a reader goes through the page with the Tab key', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 45 });
  await reader.opens(article);
  const { page } = reader;
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the article' })).toBeFocused();
  await tabsTo(page.getByRole('link', { name: 'Skip to the latest updates' }));
  await page.keyboard.press('Enter');
  await tabsTo(page.getByRole('link', { name: 'Earlier updates' }));
  await page.keyboard.press('Enter');
  await expect(reader.entry(1)).toBeAttached();
});

/** Presses Tab until this has the focus. */
async function tabsTo(wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  const hasFocus = () => wanted.evaluate(element => element === document.activeElement);
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await hasFocus()) return;
    await wanted.page().keyboard.press('Tab');
  }
  await expect(wanted, `within ${MOST_TABS} presses of Tab`).toBeFocused();
}
