import { expectAccessible } from './newsroom/accessibility.ts';
import { test } from './newsroom.ts';
import { publishRichArticle } from './rich-article.ts';

test.describe('[R5] axe finds nothing on', () => {
  test('the home page', async ({ newsroom, reader }) => {
    await reader.visits('/');
    await expectAccessible(reader.page, 'without articles');
    for (const status of ['live', 'paused', 'upcoming', 'ended'] as const)
      await newsroom.article({ status, entries: 1 });
    await reader.visits('/');
    await expectAccessible(reader.page, 'with articles of every status');
  });

  test('an article with everything in it', async ({ newsroom, reader }) => {
    await reader.opens(await publishRichArticle(newsroom));
    await expectAccessible(reader.page, 'article');
  });

  test('an article with held entries', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await reader.heldButton.focus();
    await expectAccessible(reader.page, 'held');
  });

  test('an article without entries, and one that is gone', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    await expectAccessible(reader.page, 'empty');
    await newsroom.api.command(article, { type: 'remove-article' });
    await reader.sees('This coverage is no longer available.');
    await expectAccessible(reader.page, 'gone');
  });

  test('a page of older entries', async ({ newsroom, reader }) => {
    await reader.opens(await newsroom.article({ entries: 65 }), { before: 41 });
    await expectAccessible(reader.page, 'older');
  });

  test('the page of a lost connection', async ({ newsroom, reader }) => {
    await reader.page.clock.install();
    await reader.opens(await newsroom.article({ entries: 1 }));
    newsroom.network.cut();
    await reader.isCutOff();
    await reader.page.clock.fastForward('00:06');
    await reader.sees('Connection lost');
    await expectAccessible(reader.page, 'cut off');
  });

  test('the page of an address without coverage', async ({ newsroom, reader }) => {
    newsroom.expectComplaint(/status of 404/);
    await reader.visits('/live/nothing-here');
    await expectAccessible(reader.page, 'not found');
  });

  test('an article that runs from right to left', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ headline: 'العاصفة', language: 'ar', slug: 'al-asifa' });
    await newsroom.publish(article, 'العاصفة تقترب من الساحل.');
    await newsroom.publish(article, { language: 'en', headline: 'The storm', keyEvent: true });
    await reader.opens(article);
    await expectAccessible(reader.page, 'right to left');
  });
});
