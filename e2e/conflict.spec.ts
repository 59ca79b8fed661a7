import { expect, test } from './newsroom.ts';

test.describe('[D8] two editors on one entry', () => {
  test('see both texts side by side; who keeps theirs publishes it', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article({ entries: ['The bridge is closed.'] });
    const otto = await newsroom.editor({ name: 'Otto Brand' });
    await reader.opens(article);
    await editor.opens(article);
    await otto.opens(article);
    await editor.beginsToEdit(1);
    await editor.writes('The bridge is closed until Friday.');
    await otto.edits(1, 'The bridge is closed to lorries.');
    await editor.sees('Entry 1 was changed while you are editing it.');
    newsroom.expectComplaint(/status of 409/);
    await editor.savesChanges();
    const conflict = editor.page.getByRole('region', { name: 'Entry 1 was changed by somebody else' });
    await expect(conflict).toContainText('The bridge is closed to lorries.');
    await expect(conflict).toContainText('The bridge is closed until Friday.');
    await expect(reader.entry(1)).toContainText('The bridge is closed to lorries.');
    await editor.button('Keep my text').click();
    await expect(editor.text).toHaveText('The bridge is closed until Friday.');
    await editor.savesChanges();
    await editor.isTold('Changes published');
    await expect(reader.entry(1)).toContainText('The bridge is closed until Friday.');
  });

  test("keep the loser's text over a reload", async ({ newsroom, editor }) => {
    newsroom.expectComplaint(/status of 409/);
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The bridge is closed.');
    await editor.opens(article);
    await editor.beginsToEdit(1);
    await editor.writes('The bridge is closed until Friday.');
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The bridge is closed to lorries.');
    await editor.savesChanges();
    await expect(editor.page.getByRole('region', { name: /was changed by somebody else/ })).toBeVisible();
    await editor.page.reload();
    await expect(editor.text).toHaveText('The bridge is closed until Friday.');
    await editor.sees('Entry 1 was changed while you are editing it.');
  });

  test('keep the text of who edited what another has withdrawn', async ({ newsroom, editor, reader }) => {
    newsroom.expectComplaint(/status of 409/);
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The bridge is closed.');
    await reader.opens(article);
    await editor.opens(article);
    await editor.beginsToEdit(1);
    await editor.writes('The bridge is closed until Friday.');
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'It is open.' });
    await editor.savesChanges();
    await editor.button('Keep my text as a new entry').click();
    await expect(editor.text).toHaveText('The bridge is closed until Friday.');
    await editor.publishes();
    await expect(reader.entry(2)).toContainText('The bridge is closed until Friday.');
    await expect(reader.entry(1)).toContainText('It is open.');
  });
});
