import { paragraphs } from '#shared/body-text.ts';
import { expectAccessible } from './newsroom/accessibility.ts';
import { expect, test } from './newsroom.ts';

test('an editor sees how many readers there are, and when they had the last update', async ({ newsroom, editor }) => {
  const article = await newsroom.article({ headline: 'The bridge is lowered', entries: 1 });
  await editor.visits('/admin/delivery');
  await editor.sees('Nobody is connected now.');
  await editor.sees('No update has gone out to connected readers');
  const [one, other] = [await newsroom.reader(), await newsroom.reader()];
  for (const reader of [one, other]) await reader.opens(article);
  await editor.sees('2 readers are connected.');

  await newsroom.publish(article, 'It is in place.');

  await editor.sees(
    /The last update, to “The bridge is lowered”: half of 2 readers had it within .* s, 95 % within .* s\./,
  );
  const { page } = editor;
  await expect(page.getByRole('table', { name: 'Readers by article' }).getByRole('row')).toHaveText([
    /Article/,
    /The bridge is lowered\s*2/,
  ]);
  await expect(page.getByRole('table', { name: 'Last updates' }).getByRole('row')).toHaveCount(2);
  await one.page.close();
  await editor.sees('1 reader is connected.');
  // What changes by itself is not read out each time.
  await expect(page.getByRole('status')).not.toContainText(/reader|update/);
});

test('it can be paused, by keyboard too', async ({ newsroom, editor, reader }) => {
  const { page } = editor;
  const article = await newsroom.article();
  await page.clock.install();
  await editor.visits('/admin');
  await page.getByRole('link', { name: 'Delivery' }).press('Enter');
  await editor.sees('Nobody is connected now.');
  await editor.button('Pause').press('Enter');
  await expect(editor.button('Go on')).toBeFocused();
  let asked = 0;
  page.on('request', request => {
    if (request.url().endsWith('/api/delivery')) asked += 1;
  });
  await reader.opens(article);

  await page.clock.runFor(30_000);

  expect(asked).toBe(0);
  await page.keyboard.press('Enter');
  await editor.sees('1 reader is connected.');
  expect(asked).toBeGreaterThan(0);
});

test('it keeps what it knows while the server is away, says so once, and goes on', async ({
  newsroom,
  editor,
  reader,
}) => {
  const article = await newsroom.article();
  await reader.opens(article);
  await editor.visits('/admin/delivery');
  await editor.sees('1 reader is connected.');

  newsroom.network.cut();

  const status = editor.page.getByRole('status');
  await expect(status).toHaveText('There is no news from the server');
  await editor.sees('The server cannot be reached. What is below may be out of date.');
  await editor.sees('1 reader is connected.');
  await expectAccessible(editor.page, 'without news');
  newsroom.network.mend();
  await expect(status).toHaveText('All is well again');
  await editor.sees('All is well.');
});

test('axe finds nothing on it, with nothing to show and with much', async ({ newsroom, editor }) => {
  await editor.visits('/admin/delivery');
  await editor.sees('All is well.');
  await expectAccessible(editor.page, 'empty');
  for (const headline of [
    'The bridge over the Aure is being lowered into place',
    'Donaudampfschifffahrtsgesellschaft',
  ]) {
    const article = await newsroom.article({ headline });
    await (await newsroom.reader()).opens(article);
    await newsroom.publish(article, { body: paragraphs(['It is in place.']) });
  }
  await editor.sees('2 readers are connected.');
  await expect(editor.page.getByRole('table', { name: 'Last updates' }).getByRole('row')).toHaveCount(3);
  await expectAccessible(editor.page, 'with readers');
});

test('contributors are not led to it', async ({ newsroom }) => {
  const contributor = await newsroom.editor({ role: 'contributor' });
  await contributor.visits('/admin');
  await expect(contributor.page.getByRole('link', { name: 'Articles' })).toBeVisible();
  await expect(contributor.page.getByRole('link', { name: 'Delivery' })).toHaveCount(0);
});
