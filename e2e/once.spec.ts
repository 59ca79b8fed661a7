import { expect, test } from './newsroom.ts';

test.describe('[D7] published once', () => {
  test('by a double click', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    await editor.opens(article);
    await editor.writes('The ferry has sailed.');
    newsroom.network.slowDown(50);
    await editor.publishButton.dblclick();
    await editor.isTold('Published as No. 1');
    await newsroom.publish(article, 'Another one.');
    await reader.seesEntries([2, 1]);
    await expect(reader.entry(1)).toContainText('The ferry has sailed.');
  });

  test('by Ctrl+Enter pressed twice', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    await editor.opens(article);
    await editor.writes('The ferry has sailed.');
    newsroom.network.slowDown(50);
    await editor.page.keyboard.press('ControlOrMeta+Enter');
    await editor.page.keyboard.press('ControlOrMeta+Enter');
    await editor.isTold('Published as No. 1');
    await newsroom.publish(article, 'Another one.');
    await reader.seesEntries([2, 1]);
  });

  test('where the answer is lost after the server has stored it', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    await editor.opens(article);
    await editor.writes('The ferry has sailed.');
    const lost = newsroom.network.loseAnswerTo('"publish-entry"');
    await editor.triesToPublish();
    await lost;
    expect((await newsroom.api.snapshot(article)).entries).toHaveLength(1);
    await editor.isTold('Published as No. 1');
    await newsroom.publish(article, 'Another one.');
    await reader.seesEntries([2, 1]);
  });

  test('where the server is away meanwhile: the text is kept, and sent when it is back', async ({
    newsroom,
    editor,
    reader,
  }) => {
    const article = await newsroom.article();
    await editor.opens(article);
    await editor.writes('The ferry has sailed.');
    await newsroom.stopServer();
    await editor.triesToPublish();
    await editor.isTold(/Trying again/);
    await expect(editor.text).toHaveText('The ferry has sailed.');
    await newsroom.startServer();
    await editor.isTold(/^Published/);
    await expect(editor.text).toHaveText('');
    await reader.opens(article);
    await reader.seesEntries([1]);
  });

  test('where the server is away for long, and the page is even reloaded', async ({ newsroom, editor, reader }) => {
    const article = await newsroom.article();
    await editor.page.clock.install();
    await editor.opens(article);
    await editor.writes('The ferry has sailed.');
    const lost = newsroom.network.loseAnswerTo('"publish-entry"', { afterwards: 'cut' });
    await editor.triesToPublish();
    await lost;
    await expect(async () => {
      await editor.page.clock.fastForward('00:16');
      expect(await editor.progress.textContent()).toMatch(/^Not confirmed: .* The text is kept/);
    }).toPass({ intervals: [100] });
    await expect(editor.text).toHaveText('The ferry has sailed.');
    newsroom.network.mend();
    await editor.page.reload();
    await expect(editor.text).toHaveText('The ferry has sailed.');
    await editor.button('Try again').click();
    await editor.isTold(/^Published/);
    await newsroom.publish(article, 'Another one.');
    await reader.opens(article);
    await reader.seesEntries([2, 1]);
  });
});
