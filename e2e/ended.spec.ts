import { numbersDown } from './newsroom/numbers.ts';
import { expect, test } from './newsroom.ts';

test('of an article that has ended nothing is missed, so no lost connection is told of', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article({ status: 'ended', entries: 1 });
  await reader.page.clock.install();
  await reader.opens(article);
  newsroom.network.hold();
  await reader.page.clock.fastForward('01:00');
  await reader.isCutOff();
  await reader.page.clock.fastForward('00:10');
  await reader.doesNotSee(/^Connection lost/);
  newsroom.network.mend();
});

test('an article that has ended stands there as it happened, and can be read from the beginning', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article({ status: 'live', entries: 5 });
  await reader.opens(article);
  const beginning = reader.page.getByRole('link', { name: 'Read from the beginning' });
  await expect(beginning).toHaveCount(0);
  await newsroom.api.command(article, { type: 'set-status', status: 'ended' });
  await reader.sees('As it happened');
  await expect(reader.page).toHaveTitle(/ – As it happened – Pressbox$/);
  await reader.seesEntries(numbersDown(5));
  await beginning.click();
  await reader.seesEntries(numbersDown(5).toReversed());
});
