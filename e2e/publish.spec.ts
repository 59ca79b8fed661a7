import type { Reader } from './newsroom/reader.ts';
import { expect, test } from './newsroom.ts';

test('what an editor publishes is on the screens of two browsers within a second, without a reload', async ({
  newsroom,
  editor,
}, testInfo) => {
  const article = await newsroom.article({ entries: ['The first lorry has left.'] });
  const readers = [await newsroom.reader({ browser: 'own' }), await newsroom.reader({ browser: 'own' })];
  for (const reader of readers) await reader.opens(article);
  await editor.opens(article);
  await editor.writes('The second lorry has left.');
  const seen = Promise.all(readers.map(reader => whenPainted(reader, 'The second lorry has left.')));
  const publishedAt = Date.now();
  await editor.publishes();
  const delays = (await seen).map(at => at - publishedAt);
  testInfo.annotations.push({ type: 'from the click to the paint', description: `${delays.join(' ms, ')} ms` });
  for (const reader of readers) {
    await reader.seesEntries([2, 1]);
    reader.hasNotReloaded();
  }
});

test('an entry comes with all that was written in it', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  await editor.writes('Nobody is hurt.', { headline: 'The crane has fallen' });
  await editor.page.getByRole('checkbox', { name: 'Key event' }).check();
  await editor.page.getByText('Source, authors, tags, time').click();
  await editor.page.getByLabel('Source name').fill('Harbour office');
  await editor.page.getByLabel('Kind of source').selectOption('Official');
  await editor.button('Add author').click();
  await editor.page.getByLabel('Name of author 1').fill('Ines Roth');
  await editor.page.getByLabel('Tags').fill('cranes, river');
  await editor.publishes();
  const entry = reader.entry(1);
  await expect(entry.getByRole('heading')).toHaveText('The crane has fallen');
  for (const part of ['Nobody is hurt.', 'Key event', 'Official', 'Harbour office', 'By Ines Roth', 'cranes', 'river'])
    await expect(entry).toContainText(part);
  await expect(reader.page.getByRole('navigation', { name: 'Key events' })).toContainText('The crane has fallen');
});

test('formatting is written with keys and arrives as it was meant', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  const { page } = editor;
  await editor.text.click();
  await page.keyboard.type('Two things are ');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type('certain');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type(':\n- the tide\nthe ferry\n');
  await page.keyboard.press('Enter');
  await page.keyboard.type('> So it was said.');
  await editor.publishes();
  const body = reader.entry(1).locator('.body');
  await expect(body.locator('strong')).toHaveText('certain');
  await expect(body.getByRole('listitem')).toHaveText(['the tide', 'the ferry']);
  await expect(body.locator('blockquote')).toHaveText('So it was said.');
});

test('an entry in another language is marked as such', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  await editor.page.getByLabel('Language').fill('ru');
  await editor.writes('Буря приближается.');
  await editor.publishes();
  await expect(reader.entry(1)).toHaveAttribute('lang', 'ru');
});

test('an empty entry is not published, and the composer says why', async ({ newsroom, editor }) => {
  const article = await newsroom.article();
  await editor.opens(article);
  await editor.triesToPublish();
  await editor.sees('Write a text or a headline first');
  await expect(editor.text).toBeFocused();
  expect((await newsroom.api.snapshot(article)).entries).toEqual([]);
});

test('the whole day of an article: edit, correct, pin, withdraw, end', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.opens(article);
  for (const text of ['The ferry leaves at nine.', 'The captain is ill.']) {
    await editor.writes(text);
    await editor.publishes();
  }
  await editor.edits(1, 'The ferry leaves at ten.', { kind: 'correction', note: 'The hour was wrong.' });
  await expect(reader.entry(1)).toContainText('The ferry leaves at ten.');
  await expect(reader.entry(1)).toContainText('The hour was wrong.');
  await editor.pins(1);
  await expect(reader.page.getByRole('region', { name: 'Pinned' })).toContainText('The ferry leaves at ten.');
  await editor.withdraws(2, 'He is well.');
  await expect(reader.entry(2)).toContainText('This update was withdrawn');
  await expect(reader.entry(2)).toContainText('He is well.');
  await reader.doesNotSee('The captain is ill.');
  await editor.unpins(1);
  await expect(reader.page.getByRole('region', { name: 'Pinned' })).toHaveCount(0);
  await editor.setsStatus('Ended');
  await expect(reader.page.locator('.article-head .status')).toHaveText('Ended');
  reader.hasNotReloaded();
});

/** The clock's time when the text is first painted, as the reader's browser tells it. */
function whenPainted({ page }: Reader, text: string): Promise<number> {
  return page.evaluate(
    wanted =>
      new Promise<number>(resolve => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('.timeline')?.textContent.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    text,
  );
}
