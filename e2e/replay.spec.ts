import { paragraphs } from '#shared/body-text.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { letHappen } from './newsroom/past.ts';
import type { Reader } from './newsroom/reader.ts';
import { expect, test } from './newsroom.ts';

const FROM = '2026-03-02T14:00:00Z';

/** "The bridge", from 14:00 to 15:00: published, corrected, withdrawn, pinned, ended. */
async function bridge(newsroom: Newsroom) {
  const article = await newsroom.article({ timeZone: 'UTC' });
  await newsroom.publish(article, 'The crane has arrived.');
  const wrong = await newsroom.publish(article, 'The ferry leaves at nine.');
  const canary = await newsroom.publish(article, 'A canary was seen.');
  await newsroom.api.edit(article, { entryId: wrong, version: 1 }, 'The ferry leaves at ten.', {
    kind: 'correction',
    note: 'The hour was wrong.',
  });
  await newsroom.api.command(article, {
    ...{ type: 'retract-entry', entryId: canary, expectedVersion: 1, reason: 'It was a finch.' },
  });
  await newsroom.api.command(article, { type: 'set-summary', points: ['The bridge is open.'] });
  await newsroom.publish(article, 'The bridge is in place.');
  await newsroom.api.command(article, { type: 'set-status', status: 'ended' });
  await letHappen(newsroom, article, { from: FROM, minutes: [0, 5, 10, 20, 30, 40, 50, 55, 60] });
  return article;
}

test('[R3] an article as it stood at a moment is complete without JavaScript', async ({ newsroom }) => {
  const article = await bridge(newsroom);
  const plain = await newsroom.reader({ javaScriptEnabled: false });

  await plain.visits(`/live/${article.slug}?at=2026-03-02T14:25Z`);

  await plain.sees('As it stood on March 2, 14:25');
  await plain.seesEntries([3, 2, 1]);
  await plain.sees('The ferry leaves at nine.');
  await plain.doesNotSee('The ferry leaves at ten.');
  await plain.doesNotSee('A canary was seen.');
  await plain.sees('It was a finch.');
  await plain.doesNotSee('The bridge is open.');
  await plain.doesNotSee('As it happened');
  await plain.page.getByRole('link', { name: 'See how it stands now' }).click();
  await plain.seesEntries(numbersDown(4));
  await plain.sees('The ferry leaves at ten.');
});

test('an article that has ended is played back, as fast as the reader likes', async ({ newsroom, reader }) => {
  const article = await bridge(newsroom);
  const { page } = reader;
  await page.clock.install();
  await reader.visits(`/live/${article.slug}?at=2026-03-02T14:00:00Z`);
  await page.getByLabel('Speed').selectOption('60×');
  await page.getByLabel('Skip silent stretches').uncheck();
  await page.clock.pauseAt(Date.now() + 60_000);
  await button(reader, 'Play').click();

  await playsUntil(reader, /14:1[0-9]/);
  await reader.seesEntries([2, 1]);
  await reader.sees('The ferry leaves at nine.');

  await playsUntil(reader, /14:3[0-9]/);
  await reader.seesEntries([3, 2, 1]);
  await reader.sees('The hour was wrong.');
  await reader.sees('It was a finch.');

  await button(reader, 'Pause').click();
  const then = String(await slider(reader).getAttribute('aria-valuetext'));
  await page.clock.runFor(10_000);
  await expect(slider(reader)).toHaveAttribute('aria-valuetext', then);
  await slider(reader).press('Space');

  await playsUntil(reader, /15:00:00/);
  await reader.seesEntries(numbersDown(4));
  await reader.sees('As it happened');
  await expect(button(reader, 'Play')).toBeVisible();
});

test('whoever asks for it at the end of an article sees it from the beginning, silences shortened', async ({
  newsroom,
  reader,
}) => {
  const article = await bridge(newsroom);
  const { page } = reader;
  await page.clock.install();
  await reader.opens(article);
  await page.getByRole('link', { name: 'Play it back' }).click();
  await expect(button(reader, 'Pause')).toBeFocused();
  await page.getByLabel('Speed').selectOption('10×');

  await playsUntil(reader, /15:00:00/);

  await reader.seesEntries(numbersDown(4));
  await expect(page).toHaveURL(/\?at=2026-03-02T15:00:00Z$/);
});

test('the slider is moved by keyboard, to and fro, and the address keeps the moment', async ({ newsroom, reader }) => {
  const article = await bridge(newsroom);
  const { page } = reader;
  await reader.visits(`/live/${article.slug}?at=2026-03-02T14:45:00Z`);
  await expect(slider(reader)).toHaveAttribute('aria-valuetext', 'March 2, 14:45:00');
  await reader.sees('The ferry leaves at ten.');

  await slider(reader).press('Home');
  await reader.seesEntries([]);
  await reader.sees('There were no updates yet.');
  await expect(page).toHaveURL(/at=2026-03-02T14:00:00Z$/);

  await slider(reader).press('End');
  await reader.seesEntries(numbersDown(4));
  await expect(page).toHaveURL(/at=2026-03-02T15:00:00Z$/);

  await button(reader, 'Previous change').click();
  await button(reader, 'Previous change').click();
  await reader.seesEntries([3, 2, 1]);
  await expect(page).toHaveURL(/at=2026-03-02T14:50:00Z$/);
  await page.reload();
  await reader.seesEntries([3, 2, 1]);
  await button(reader, 'Next change').click();
  await reader.seesEntries(numbersDown(4));
});

test('at a moment of the past nothing tells what came after it, and links stay in that moment', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article({ timeZone: 'UTC' });
  const entryId = await newsroom.publish(article, {
    headline: 'The ferry',
    body: paragraphs(['At nine.']),
    keyEvent: true,
  });
  const edit = (version: number, text: string) =>
    newsroom.api.command(article, {
      ...{ type: 'edit-entry', entryId, expectedVersion: version, kind: 'correction', note: 'The hour.' },
      entry: { headline: 'The ferry', body: paragraphs([text]), keyEvent: true },
    });
  await edit(1, 'At ten.');
  await edit(2, 'At eleven.');
  await letHappen(newsroom, article, { from: FROM, minutes: [0, 10, 20, 40] });
  const { page } = reader;
  await reader.visits(`/live/${article.slug}?at=2026-03-02T14:30:00Z`);
  await reader.isLinked('past');
  await reader.entry(1).getByRole('button', { name: 'What changed' }).click();
  await expect(page.locator('.changes ins')).toHaveText('ten');
  await reader.doesNotSee('eleven');
  await reader.entry(1).locator('.entry-when').click();
  await expect(page).toHaveURL(/\?at=2026-03-02T14:30:00Z#entry-1$/);
  await page.getByRole('navigation', { name: 'Key events' }).getByRole('link', { name: 'The ferry' }).click();
  await expect(page).toHaveURL(/\?at=2026-03-02T14:30:00Z#entry-1$/);
});

test('[D11] what is withdrawn leaves an open page of the past as well, and a playback that goes on', async ({
  newsroom,
  reader,
}) => {
  const article = await bridge(newsroom);
  const other = await newsroom.reader();
  for (const each of [reader, other]) {
    await each.visits(`/live/${article.slug}?at=2026-03-02T14:05:00Z`);
    await each.isLinked('past');
    await each.sees('The crane has arrived.');
  }
  await button(other, 'Next change').click();
  await other.sees('The ferry leaves at nine.');
  const { entries } = await newsroom.api.snapshot(article);
  for (const { number } of entries.filter(({ retraction }) => retraction === null))
    await newsroom.api.withdraw(article, number, 'Not so.');
  for (const each of [reader, other]) {
    await each.doesNotSee('The crane has arrived.');
    await each.sees('Not so.');
  }
  await other.doesNotSee(/The ferry leaves/);
  await button(other, 'Next change').click();
  await other.seesEntries([3, 2, 1]);
  await other.doesNotSee(/The ferry leaves/);
  reader.hasNotReloaded();
});

test('an article that is still live has its past too, and nothing to play', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ timeZone: 'UTC', entries: 2 });
  await letHappen(newsroom, article, { from: FROM, minutes: [0, 10, 20] });
  await reader.visits(`/live/${article.slug}?at=2026-03-02T14:15:00Z`);
  await expect(reader.page.locator('html')).toHaveAttribute('data-live', 'past');
  await newsroom.publish(article, 'Not seen here.');
  await reader.seesEntries([1]);
  await expect(slider(reader)).toHaveCount(0);
  await expect(reader.page.getByRole('button', { name: 'Pause updates' })).toHaveCount(0);
});

/** Time passes for the page, second by second, until it shows this moment. */
async function playsUntil(reader: Reader, moment: RegExp): Promise<void> {
  const shown = async () => {
    await reader.page.clock.runFor(1_000);
    return slider(reader).getAttribute('aria-valuetext');
  };
  await expect.poll(shown, { intervals: [10], timeout: 60_000 }).toMatch(moment);
}

function slider({ page }: Reader) {
  return page.getByRole('slider', { name: 'Moment' });
}

function button({ page }: Reader, name: string) {
  return page.getByRole('region', { name: 'Replay' }).getByRole('button', { name, exact: true });
}
