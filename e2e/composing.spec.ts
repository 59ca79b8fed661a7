import { expect, test } from './newsroom.ts';

test.describe('a session that ends while composing', () => {
  test('keeps the text and publishes it after signing in again', async ({ newsroom, editor, reader }) => {
    newsroom.expectComplaint(/status of 401/);
    const article = await newsroom.article();
    await reader.opens(article);
    await editor.opens(article);
    await editor.writes('A long report, written for an hour.');
    await newsroom.api.endSessionsOf(editor.account.id);
    await editor.triesToPublish();
    await expect(editor.page.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible();
    await editor.signsIn();
    await editor.isTold('Published as No. 1');
    await reader.sees('A long report, written for an hour.');
    await reader.seesEntries([1]);
  });

  test('keeps the text where signing in is put off, and after a wrong password', async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 401/);
    const article = await newsroom.article();
    await editor.opens(article);
    await editor.writes('A long report, written for an hour.');
    await newsroom.api.endSessionsOf(editor.account.id);
    await editor.triesToPublish();
    await editor.button('Not now').click();
    await expect(editor.text).toHaveText('A long report, written for an hour.');
    await editor.button('Sign in and go on').click();
    await editor.signsIn({ ...editor.account, password: 'not this one, surely' });
    await editor.sees('There is no account with this e-mail address and password.');
    await editor.signsIn();
    await editor.isTold('Published as No. 1');
  });
});

test.describe('a draft', () => {
  test('is saved as it is typed and found again after a reload', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await editor.opens(article);
    await editor.writes('Half a sentence', { headline: 'Not finished' });
    await editor.isTold('Draft saved');
    await editor.page.reload();
    await expect(editor.headline).toHaveValue('Not finished');
    await expect(editor.text).toHaveText('Half a sentence');
    await editor.publishes();
    await reader.opens(article);
    await expect(reader.entry(1)).toContainText('Half a sentence');
    expect(await newsroom.api.drafts(article)).toEqual([]);
  });

  test('that the server never got is found again too', async ({ newsroom, editor }) => {
    const article = await newsroom.article();
    await editor.opens(article);
    newsroom.network.cut();
    await editor.writes('Written in a tunnel.');
    await editor.isTold(/^Kept in this browser only/);
    newsroom.network.mend();
    await editor.page.reload();
    await expect(editor.text).toHaveText('Written in a tunnel.');
  });

  test('is found by a colleague, who goes on with it', async ({ newsroom, editor }) => {
    const article = await newsroom.article();
    await editor.opens(article);
    await editor.writes('Somebody should finish this.');
    await editor.isTold('Draft saved');
    await editor.page.close();
    const colleague = await newsroom.editor({ name: 'Otto Brand' });
    await colleague.opens(article);
    await colleague.page.getByRole('button', { name: 'Open draft: Somebody should finish this.' }).click();
    await expect(colleague.text).toHaveText('Somebody should finish this.');
    await colleague.publishes();
    expect(await newsroom.api.drafts(article)).toEqual([]);
  });

  test('is discarded when its writer says so', async ({ newsroom, editor }) => {
    const article = await newsroom.article();
    await editor.opens(article);
    await editor.writes('Never mind.');
    await editor.isTold('Draft saved');
    await editor.button('Discard').click();
    await editor.button('Discard text').click();
    await expect(editor.text).toHaveText('');
    await expect.poll(() => newsroom.api.drafts(article)).toEqual([]);
  });
});

test.describe('a contributor', () => {
  test('writes drafts, which an editor publishes', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    const contributor = await newsroom.editor({ name: 'Carla Vink', role: 'contributor' });
    await contributor.opens(article);
    await contributor.writes('Seen from the tower.');
    await contributor.isTold('Draft saved');
    await contributor.page.keyboard.press('ControlOrMeta+Enter');
    await expect(contributor.publishButton).toHaveCount(0);
    await contributor.sees('Drafts are published by an editor.');
    await editor.opens(article);
    await editor.page.getByRole('button', { name: 'Open draft: Seen from the tower.' }).click();
    await editor.publishes();
    await reader.sees('Seen from the tower.');
    await reader.seesEntries([1]);
  });

  test('is refused by the server too', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 1 });
    const { page } = await newsroom.editor({ name: 'Carla Vink', role: 'contributor' });
    const entry = {
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Now!' }] }] },
    };
    const { entries } = await newsroom.api.snapshot(article);
    for (const command of [
      { type: 'publish-entry', entry },
      { type: 'retract-entry', entryId: entries[0]?.id, expectedVersion: 1 },
      { type: 'set-status', status: 'ended' },
    ]) {
      const data = { commandId: crypto.randomUUID(), ...command };
      const answer = await page.request.post(`/api/articles/${article.id}/commands`, { data });
      expect(answer.status(), command.type).toBe(403);
    }
    expect((await newsroom.api.snapshot(article)).entries).toEqual(entries);
  });
});
