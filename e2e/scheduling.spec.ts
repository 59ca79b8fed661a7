import { paragraphs } from '#shared/body-text.ts';
import { expect, test } from './newsroom.ts';

const ZONE = 'Asia/Kathmandu';
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Time to fill in a dialog, on a busy machine too. */
const SOON_MS = 8_000;
const TOMORROW = new Date(Date.now() + DAY_MS).toISOString();

test('[D7] an entry that an editor schedules by keyboard comes to a reader by itself, once', async ({
  newsroom,
  editor,
  reader,
}) => {
  const article = await newsroom.article({ timeZone: ZONE });
  await reader.opens(article);
  await editor.opens(article);
  await editor.writes('The embargo has ended.');
  await editor.button('Schedule …').press('Enter');
  const dialog = editor.page.getByRole('dialog', { name: 'Schedule this entry' });
  await expect(dialog).toContainText(ZONE);
  await dialog.getByLabel('Day', { exact: true }).fill('2020-02-29');
  await dialog.getByLabel('Day', { exact: true }).press('Enter');
  await expect(dialog).toContainText('This time has passed');
  const [date, time] = clockOn(ZONE, Date.now() + SOON_MS);
  await dialog.getByLabel('Day', { exact: true }).fill(date);
  await dialog.getByLabel('Time of day').fill(time);
  await dialog.getByLabel('Time of day').press('Enter');
  await editor.isTold(/^Scheduled for /);
  await expect(editor.text).toHaveText('');
  await expect(editor.draft('The embargo has ended.')).toContainText(time.slice(0, 'hh:mm'.length));
  await reader.doesNotSee('The embargo has ended.');

  await reader.sees('The embargo has ended.');

  await reader.seesEntries([1]);
  expect(reader.messages).toEqual(['ok', 'entry-published']);
  reader.hasNotReloaded();
  await expect(editor.draft('The embargo has ended.')).toHaveCount(0);
  expect(await newsroom.api.drafts(article)).toEqual([]);
});

test('a scheduled draft is published sooner, or not at all, from the list', async ({ newsroom, editor, reader }) => {
  const article = await newsroom.article();
  for (const text of ['Sooner', 'Never'])
    await newsroom.api.command(article, {
      ...{ type: 'schedule-draft', draftId: `a-draft-${text}`, releaseAt: TOMORROW },
      entry: { body: paragraphs([text]) },
    });
  await reader.opens(article);
  await editor.opens(article);
  await editor.button('Publish now: Sooner').click();
  await reader.sees('Sooner');
  await expect(editor.draft('Sooner')).toHaveCount(0);
  await editor.button('Unschedule: Never').click();
  await expect(editor.button('Unschedule: Never')).toHaveCount(0);
  expect(await newsroom.api.drafts(article)).toMatchObject([{ id: 'a-draft-Never', releaseAt: null }]);
  await reader.seesEntries([1]);
});

test('what is changed in a scheduled draft is part of it; when it goes, the composer is empty', async ({
  newsroom,
  editor,
}) => {
  const article = await newsroom.article();
  await newsroom.api.command(article, {
    ...{ type: 'schedule-draft', draftId: 'a-draft-of-ours', releaseAt: TOMORROW },
    entry: { body: paragraphs(['First words.']) },
  });
  await editor.opens(article);
  await editor.button('Open draft: First words.').click();
  await editor.sees('What you change here is part of it.');
  await editor.writes('Better words.');
  await editor.isTold('Draft saved');
  expect(await newsroom.api.drafts(article)).toMatchObject([
    { id: 'a-draft-of-ours', releaseAt: TOMORROW, entry: { body: paragraphs(['Better words.']) } },
  ]);
  await newsroom.api.command(article, { type: 'release-draft', draftId: 'a-draft-of-ours' });
  await editor.isTold('Published as No. 1');
  await expect(editor.text).toHaveText('');
});

test('[D7] a draft that goes while more is written leaves that as a change to its entry', async ({
  newsroom,
  editor,
  reader,
}) => {
  newsroom.expectComplaint(/ERR_FAILED/);
  const article = await newsroom.article();
  await reader.opens(article);
  await newsroom.api.command(article, {
    ...{ type: 'schedule-draft', draftId: 'a-draft-of-ours', releaseAt: TOMORROW },
    entry: { body: paragraphs(['On time.']) },
  });
  await editor.opens(article);
  await editor.button('Open draft: On time.').click();
  await editor.page.route('**/commands', route =>
    route.request().postData()?.includes('"save-draft"') ? route.abort() : route.continue(),
  );
  await editor.writes('On time, and more.');
  await editor.isTold(/^Kept in this browser only/);
  await newsroom.api.command(article, { type: 'release-draft', draftId: 'a-draft-of-ours' });
  await expect(editor.page.getByRole('heading', { name: 'Edit entry 1' })).toBeVisible();
  await expect(editor.text).toHaveText('On time, and more.');
  await reader.sees('On time.');
  await editor.savesChanges();
  await editor.isTold('Changes published');
  await reader.sees('On time, and more.');
  await reader.seesEntries([1]);
});

/** What the clocks of a zone show: the day, and the time to the second. */
function clockOn(timeZone: string, at: number): [date: string, time: string] {
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .split(' ');
  return [date, time];
}
