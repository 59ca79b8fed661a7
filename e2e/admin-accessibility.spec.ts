import { COVERAGE } from './coverage.ts';
import { expectAccessible } from './newsroom/accessibility.ts';
import { expect, test } from './newsroom.ts';
import { publishRichArticle } from './rich-article.ts';

test.describe('axe finds nothing on', () => {
  test('signing in', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 401/);
    await editor.page.context().clearCookies();
    await editor.visits('/admin');
    await editor.signsIn({ ...editor.account, password: 'not this one, surely' });
    await editor.sees('There is no account with this e-mail address and password.');
    await expectAccessible(editor.page, 'after a wrong password');
  });

  test('the articles', async ({ newsroom, editor }) => {
    await editor.visits('/admin');
    await editor.sees('There are no articles yet.');
    await expectAccessible(editor.page, 'none');
    for (const status of ['live', 'paused', 'upcoming', 'ended'] as const)
      await newsroom.article({ status, entries: 1 });
    await editor.page.reload();
    await expect(editor.page.getByRole('row')).toHaveCount(5);
    await expectAccessible(editor.page, 'of every status');
  });

  test('the desk of an article with everything in it', async ({ newsroom, editor }) => {
    await editor.opens(await publishRichArticle(newsroom));
    await expectAccessible(editor.page, 'desk');
  });

  test('the composer with all its fields, and with a problem', async ({ newsroom, editor }) => {
    await editor.opens(await newsroom.article({ entries: 1 }));
    await editor.page.getByText('Source, authors, tags, time').click();
    await editor.button('Add author').click();
    await editor.triesToPublish();
    await editor.sees('Write a text or a headline first');
    await expectAccessible(editor.page, 'with a problem');
  });

  test('editing, with a draft beside it', async ({ newsroom, editor }) => {
    await editor.opens(await newsroom.article({ entries: 1 }));
    await editor.writes('Not finished');
    await editor.isTold('Draft saved');
    await editor.beginsToEdit(1);
    await editor.page.getByLabel('Kind of change').selectOption('correction');
    await expect(editor.button('Open draft: Not finished')).toBeVisible();
    await expectAccessible(editor.page, 'editing');
  });

  test('withdrawing', async ({ newsroom, editor }) => {
    await editor.opens(await newsroom.article({ entries: 1 }));
    await editor.button('Withdraw entry 1').click();
    await expectAccessible(editor.page, 'withdrawing');
  });

  test('saying when it goes on', async ({ newsroom, editor }) => {
    await editor.opens(await newsroom.article({ entries: 1 }));
    await editor.setsStatus('Paused');
    await editor.button('Say when it goes on …').click();
    await expectAccessible(editor.page, 'saying when');
  });

  test('two texts side by side', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 409/);
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The bridge is closed.');
    await editor.opens(article);
    await editor.beginsToEdit(1);
    await editor.writes('The bridge is closed until Friday.');
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The bridge is closed to lorries.');
    await editor.sees('Entry 1 was changed while you are editing it.');
    await expectAccessible(editor.page, 'overtaken');
    await editor.savesChanges();
    await editor.sees('Entry 1 was changed by somebody else');
    await expectAccessible(editor.page, 'conflict');
  });

  test('a session that has ended', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 401/);
    await editor.opens(await newsroom.article());
    await editor.writes('A long report.');
    await newsroom.api.endSessionsOf(editor.account.id);
    await editor.triesToPublish();
    await expect(editor.page.getByRole('dialog')).toBeVisible();
    await expectAccessible(editor.page, 'asked');
    await editor.button('Not now').click();
    await expectAccessible(editor.page, 'put off');
  });

  test('a server that is away', async ({ newsroom, editor }) => {
    await editor.opens(await newsroom.article());
    await editor.writes('A long report.');
    newsroom.network.cut();
    await editor.triesToPublish();
    await editor.isTold(/Trying again/);
    await expectAccessible(editor.page, 'trying again');
  });

  test('making and editing an article', async ({ newsroom, editor }) => {
    await editor.visits('/admin/articles/new');
    await editor.button('Create article').click();
    await expect(editor.page.locator('[aria-invalid=true]').first()).toBeVisible();
    await expectAccessible(editor.page, 'new, with a problem');
    const { slug } = await publishRichArticle(newsroom);
    await editor.visits(`/admin/articles/${slug}/edit`);
    await expect(editor.button('Save changes')).toBeVisible();
    await expectAccessible(editor.page, 'editing');
  });

  test('pasting coverage', async ({ editor }) => {
    await editor.visits('/admin/paste');
    await editor.page.getByLabel('Coverage as text').fill(COVERAGE);
    await editor.button('Preview').click();
    await expect(editor.button('Import')).toBeVisible();
    await expectAccessible(editor.page, 'preview');
  });

  test('the people', async ({ newsroom }) => {
    const chief = await newsroom.editor({ name: 'Ida Chief', role: 'admin' });
    await chief.visits('/admin/people');
    await expect(chief.page.getByRole('row', { name: /Ida Chief/ })).toBeVisible();
    await expectAccessible(chief.page, 'people');
  });

  test('the keyboard shortcuts', async ({ newsroom, editor }) => {
    await editor.opens(await newsroom.article());
    await editor.page.getByRole('button', { name: /shortcuts|keys/i }).click();
    await expect(editor.page.getByRole('dialog')).toBeVisible();
    await expectAccessible(editor.page, 'shortcuts');
  });
});
