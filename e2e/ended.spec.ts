import { numbersDown } from './newsroom/numbers.ts';
import { expect, test } from './newsroom.ts';

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
  await reader.seesEntries(numbersDown(5));
  await beginning.click();
  await reader.seesEntries(numbersDown(5).toReversed());
});
