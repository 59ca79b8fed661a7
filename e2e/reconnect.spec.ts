import { numbersDown } from './newsroom/numbers.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

test.describe('[D4] after a break', () => {
  test('a reader has all that came meanwhile, in order', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article);
    newsroom.network.cut();
    await reader.isCutOff();
    for (let number = 6; number <= 30; number += 1) await newsroom.publish(article, `Update ${number} of the storm.`);
    newsroom.network.mend();
    await reader.seesEntries(numbersDown(30));
    await expect(reader.entry(30)).toContainText('Update 30 of the storm.');
    expect(reader.messages).not.toContain('reset');
    reader.hasNotReloaded();
  });

  test('also when the server was away', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.page.clock.install();
    await reader.opens(article);
    await newsroom.stopServer();
    await reader.isLinked('waiting');
    expect(reader.messages).toContain('closing');
    newsroom.network.cut();
    await newsroom.startServer();
    for (let number = 6; number <= 30; number += 1) await newsroom.publish(article, `Update ${number} of the storm.`);
    newsroom.network.mend();
    await reader.page.clock.fastForward('00:20');
    await reader.seesEntries(numbersDown(30));
    expect(reader.messages).not.toContain('reset');
    reader.hasNotReloaded();
  });

  test('what was edited and withdrawn meanwhile is right too', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const first = await newsroom.publish(article, 'The ferry leaves at nine.');
    const second = await newsroom.publish(article, 'The captain is ill.');
    await reader.opens(article);
    newsroom.network.cut();
    await reader.isCutOff();
    await newsroom.api.edit(article, { entryId: first, version: 1 }, 'The ferry leaves at ten.');
    await newsroom.api.command(article, { type: 'retract-entry', entryId: second, expectedVersion: 1 });
    newsroom.network.mend();
    await expect(reader.entry(1)).toContainText('The ferry leaves at ten.');
    await expect(reader.entry(2)).toContainText('This update was withdrawn');
    await reader.doesNotSee('The captain is ill.');
  });

  test('of more than 300 changes a reader starts over, and keeps the older entries that were on the page', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 65 });
    await reader.opens(article);
    await reader.seesEntries(numbersDown(65, 41));
    await reader.loadsEarlierUpdates();
    await reader.seesEntries(numbersDown(65, 21));
    await reader.loadsEarlierUpdates();
    await reader.seesEntries(numbersDown(65));
    await reader.scrollsTo(50);
    newsroom.network.cut();
    await reader.isCutOff();
    await Promise.all(numbersDown(366, 66).map(number => newsroom.publish(article, `Update for ${number} readers.`)));
    await expectNothingMoves(reader.page, async () => {
      newsroom.network.mend();
      // The cut may have been long, and the wait for the next try with it; a browser says that the network is back.
      await reader.page.evaluate(() => dispatchEvent(new Event('online')));
      await reader.isToldOf('301 new updates');
    });
    expect(reader.messages).toContain('reset');
    await reader.seesEntries(numbersDown(65));
    await reader.looksAtNews();
    await reader.seesEntries(numbersDown(366));
    reader.hasNotReloaded();
  });

  test('a reader whose line went silent notices, and is told', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.page.clock.install();
    await reader.opens(article);
    newsroom.network.hold();
    await newsroom.publish(article, 'Nobody hears this yet.');
    await reader.page.clock.fastForward('01:00');
    await reader.isCutOff();
    await reader.page.clock.fastForward('00:06');
    await reader.sees('Connection lost');
    newsroom.network.mend();
    await reader.page.clock.fastForward('00:20');
    await reader.sees('Nobody hears this yet.');
    await reader.isLive();
    await reader.doesNotSee(/^Connection lost/);
  });
});

test('[D3] what came while the page was loading is there once', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 3 });
  const { page } = reader;
  let start = () => {};
  const mayStart = new Promise<void>(resolve => {
    start = resolve;
  });
  await page.route(/\.js$/, async route => {
    await mayStart;
    await route.continue();
  });
  await page.goto(`/live/${article.slug}`, { waitUntil: 'commit' });
  await reader.seesEntries([3, 2, 1]);
  const entryId = await newsroom.publish(article, 'It came between the page and the stream.');
  await newsroom.api.edit(article, { entryId, version: 1 }, 'It came between the page and the stream, and was edited.');
  start();
  await reader.sees('It came between the page and the stream, and was edited.');
  await newsroom.publish(article, 'It came after.');
  await reader.seesEntries([5, 4, 3, 2, 1]);
  expect(reader.messages).toEqual(['ok', 'entry-published', 'entry-edited', 'entry-published']);
});

test('[D3] older pages that are loaded while entries come in repeat nothing', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 45 });
  await reader.opens(article);
  const publishing = Promise.all(['One.', 'Two.', 'Three.'].map(text => newsroom.publish(article, text)));
  await reader.loadsEarlierUpdates();
  await publishing;
  await reader.scrollsToTop();
  await reader.seesEntries(numbersDown(48));
});
