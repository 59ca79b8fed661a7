import { COVERAGE } from './coverage.ts';
import { expect, test } from './newsroom.ts';

test.describe('articles', () => {
  test('are made with all their fields, and stand on the page as written', async ({ editor, reader }) => {
    const { page } = editor;
    await editor.visits('/admin');
    await page.getByRole('link', { name: 'New article' }).click();
    await page.getByLabel('Headline', { exact: true }).first().fill('The tower is moved');
    await page.getByLabel('Standfirst').fill('Sixty metres in one day.');
    await page.getByLabel('Date line').fill('Tuesday, May 5, 2026');
    await page.getByRole('textbox', { name: 'Body' }).click();
    await page.keyboard.type('It was built in 1884.');
    await editor.button('Create article').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The tower is moved');
    await reader.opens({ slug: 'the-tower-is-moved' });
    for (const text of [
      'The tower is moved',
      'Sixty metres in one day.',
      'Tuesday, May 5, 2026',
      'It was built in 1884.',
    ])
      await reader.sees(text);
  });

  test('are edited, and open pages show it', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article({ standfirst: 'It is late.' });
    await reader.opens(article);
    await editor.opens(article);
    await editor.page.getByRole('link', { name: 'Edit article' }).click();
    await editor.page.getByLabel('Standfirst').fill('It was late.');
    await editor.button('Save changes').click();
    await reader.sees('It was late.');
    reader.hasNotReloaded();
  });

  test('get a summary from the desk', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await editor.opens(article);
    await editor.button('Add summary').click();
    await editor.page.getByLabel('Point 1', { exact: true }).fill('The road is open.');
    await editor.button('Add point').click();
    await editor.page.getByLabel('Point 2', { exact: true }).fill('Nobody is hurt.');
    await editor.button('Save summary').click();
    const summary = reader.page.getByRole('region', { name: 'What we know' });
    await expect(summary.getByRole('listitem')).toHaveText(['The road is open.', 'Nobody is hurt.']);
  });

  test('are made from pasted coverage', async ({ editor, reader }) => {
    const { page } = editor;
    await editor.visits('/admin');
    await page.getByRole('link', { name: 'Paste coverage' }).click();
    await page.getByLabel('Coverage as text').fill(COVERAGE);
    await editor.button('Preview').click();
    for (const text of ['What it would become', 'Saturday, May 6, 1995', 'Wendel Courier', '5 entries', 'Russian'])
      await editor.sees(text);
    await editor.button('Import').click();
    await page.getByRole('link', { name: 'To the desk of the article' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^The last lock opens/);
    await reader.opens({ slug: new URL(page.url()).pathname.split('/').at(-1) ?? '' });
    await reader.seesEntries([5, 4, 3, 2, 1]);
    await expect(reader.entry(3)).toHaveAttribute('lang', 'ru');
  });

  test('cannot be made from a text without entries, and the page says why', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 4(00|22)/);
    await editor.visits('/admin/paste');
    await editor.page.getByLabel('Coverage as text').fill('Only a headline\n\nAnd one paragraph.');
    await editor.button('Preview').click();
    await expect(editor.page.locator('.problem')).toContainText(/entr/i);
    await expect(editor.page.getByLabel('Coverage as text')).toHaveValue(/Only a headline/);
  });
});

test.describe('people', () => {
  test('come in only with the right password, and are told nothing more', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 401/);
    await editor.page.context().clearCookies();
    await editor.visits('/admin');
    await editor.signsIn({ email: editor.account.email, password: 'not this one, surely' });
    await editor.sees('There is no account with this e-mail address and password.');
    await editor.signsIn({ email: 'nobody@example.org', password: 'not this one, surely' });
    await editor.sees('There is no account with this e-mail address and password.');
    await editor.signsIn();
    await expect(editor.page.getByRole('heading', { level: 1 })).toHaveText('Articles');
  });

  test('go out again, and the way back is closed', async ({ editor }) => {
    await editor.visits('/admin');
    await editor.button('Sign out').click();
    await expect(editor.page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await editor.page.goBack();
    await expect(editor.page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  });

  test('are added by an administrator', async ({ newsroom }) => {
    const chief = await newsroom.editor({ name: 'Ida Chief', role: 'admin' });
    const newcomer = { email: 'nils@example.org', password: 'nils has a small boat' };
    const { page } = chief;
    await chief.visits('/admin/people');
    await page.getByLabel('Name').fill('Nils Berg');
    await page.getByLabel('Email').fill(newcomer.email);
    await page.getByLabel('Password').fill(newcomer.password);
    await chief.button('Add person').click();
    await expect(page.getByRole('row', { name: /Nils Berg/ })).toBeVisible();
    const nils = await newsroom.editor({ name: 'Passer By' });
    await nils.page.context().clearCookies();
    await nils.visits('/admin');
    await nils.signsIn(newcomer);
    await expect(nils.page.getByRole('heading', { level: 1 })).toHaveText('Articles');
  });
});
