import { expect, type Locator } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
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

test('[R5] a reader filters, searches and shares without a mouse', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 3 });
  await newsroom.publish(article, { body: paragraphs(['The gates hold.']), keyEvent: true });
  await reader.page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'share');
    Reflect.deleteProperty(Navigator.prototype, 'clipboard');
  });
  await reader.opens(article);
  const { page } = reader;
  await tabsTo(page.getByText('Display options'));
  await page.keyboard.press('Enter');
  await tabsTo(page.getByRole('radio', { name: 'All updates' }));
  await page.keyboard.press('ArrowDown');
  await reader.seesEntries([4]);
  await expect(page.getByRole('radio', { name: 'Key events', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await reader.seesEntries([4, 3, 2, 1]);
  await tabsTo(page.getByText('Search', { exact: true }));
  await page.keyboard.press('Enter');
  await tabsTo(page.getByRole('searchbox'));
  await page.keyboard.type('update 2');
  await tabsTo(page.locator('.found').getByRole('link', { name: 'No. 2' }));
  await page.keyboard.press('Enter');
  await expect(reader.entry(2)).toBeFocused();
  const share = page.getByRole('button', { name: 'Share update No. 2' });
  await tabsTo(share);
  await page.keyboard.press('Enter');
  await tabsTo(page.getByRole('textbox', { name: 'Copy this address' }));
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();
});

test('[R5] a reader reaches what is held without a mouse, and nothing that lies over the page hides what has the focus', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article();
  const tags = ['the weather of the whole coast', 'a very long name for a small thing', 'boats'];
  for (let number = 1; number <= 20; number += 1)
    await newsroom.publish(article, { body: paragraphs([`Update ${number}.`]), tags });
  const { page } = reader;
  await page.setViewportSize({ width: 360, height: 640 });
  await reader.opens(article);
  // Else it would be shown as soon as the keys have led up to where it comes in.
  await reader.pauseSwitch.press('Enter');
  await reader.entry(4).locator('.entry-when').focus();
  await newsroom.publish(article, 'One came in.');
  await reader.isToldOf('1 new update');
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(isSeen), `what has the focus after ${tabs + 1} presses of Shift and Tab`).toBe(true);
  }
  await tabsTo(reader.heldButton, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(reader.entry(21).getByRole('heading')).toBeFocused();
  await expect(reader.entry(21)).toBeInViewport();
});

/** Whether something of what has the focus is on screen with nothing over it. */
function isSeen(): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return false;
  return [...focused.getClientRects()].some(({ left, right, top, bottom }) =>
    [left + 2, (left + right) / 2, right - 2].some(x =>
      [top + 2, (top + bottom) / 2, bottom - 2].some(y => focused.contains(document.elementFromPoint(x, y))),
    ),
  );
}

/** Presses Tab, or with Shift, until this has the focus. */
async function tabsTo(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  const hasFocus = () => wanted.evaluate(element => element === document.activeElement);
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await hasFocus()) return;
    await wanted.page().keyboard.press(key);
  }
  await expect(wanted, `within ${MOST_TABS} presses of Tab`).toBeFocused();
}
