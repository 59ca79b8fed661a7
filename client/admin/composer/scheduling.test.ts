import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Sent } from '../send-command.ts';
import { entry, makeNewsroom, type Newsroom } from './composer-scene.ts';
import { UNSCHEDULED } from './composer-state.ts';
import { emptyForm, formOf } from './entry-form.ts';
import type { FoundDraft } from './found-drafts.ts';

const RELEASE_AT = '2026-01-01T18:00:00.000Z';
const article = { language: 'en', timeZone: 'UTC' };
const confirmed: Sent = { outcome: 'confirmed', answer: { position: { epoch: 'epoch-of-16-chars', seq: 9 } } };
const published = entry({
  id: 'entry-0007',
  number: 7,
  version: 1,
  headline: 'On time',
  body: paragraphs(['As saved']),
});

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = makeNewsroom();
});
afterEach(() => newsroom.composer.stop());

describe('scheduling', () => {
  it('sends text and time under the id of the draft, and is empty when that is confirmed', async () => {
    newsroom.write('Later');
    const { draftId } = newsroom.composer.state;
    const scheduling = newsroom.composer.schedule(RELEASE_AT);
    const request = await newsroom.next('schedule-draft');
    expect(request.command).toMatchObject({ draftId, releaseAt: RELEASE_AT, entry: { headline: 'Later' } });
    request.answer(confirmed);
    await scheduling;
    expect(newsroom.text()).toBe('');
    expect(newsroom.composer.state.progress).toEqual({ status: 'sent', what: 'schedule-draft', releaseAt: RELEASE_AT });
    expect(newsroom.kept()).toEqual([]);
    newsroom.elapse();
    expect(newsroom.sent('discard-draft')).toEqual([]);
  });

  it('names each save so that an older one that arrives late does not win', async () => {
    newsroom.write('Later');
    newsroom.elapse();
    const saving = await newsroom.next('save-draft');
    saving.answer({ outcome: 'unreachable', reason: 'The server cannot be reached' });
    await newsroom.quiet();
    void newsroom.composer.schedule(RELEASE_AT);
    const { command } = await newsroom.next('schedule-draft');
    const saves = [saving.command, command].map(sent => ('save' in sent ? sent.save : null));
    expect(saves.map(save => save?.count)).toEqual([1, 2]);
    expect(saves[0]?.by).toBe(saves[1]?.by);
  });

  it('says what is wrong instead of sending it', async () => {
    await newsroom.composer.schedule(RELEASE_AT);
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'editing', problems: [{ field: 'body' }] });
    expect(newsroom.requests).toEqual([]);
  });

  it('[D7] is repeated under its id where no answer came, also over a reload', async () => {
    newsroom.write('Later');
    const scheduling = newsroom.composer.schedule(RELEASE_AT);
    const first = await newsroom.next('schedule-draft');
    first.answer({ outcome: 'unreachable', reason: 'The server cannot be reached' });
    await scheduling;
    const [found] = newsroom.found();
    newsroom = makeNewsroom(newsroom.storage);
    await newsroom.composer.resume(found as FoundDraft);
    void newsroom.composer.publish();
    expect((await newsroom.next('schedule-draft')).command).toEqual(first.command);
  });

  it('that was refused does not stand in the way of publishing', async () => {
    newsroom.write('Later');
    const scheduling = newsroom.composer.schedule(RELEASE_AT);
    const problem = { title: '', status: 422, code: 'wrong-time', detail: 'This time has passed.', field: 'releaseAt' };
    (await newsroom.next('schedule-draft')).answer({ outcome: 'refused', problem });
    await scheduling;
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'failed', problems: [{ field: 'releaseAt' }] });
    await newsroom.publishAnd(confirmed);
    expect(newsroom.text()).toBe('');
  });
});

describe('a scheduled draft in the composer', () => {
  beforeEach(() => newsroom.composer.resume(scheduledDraft()));

  it('is saved even where nothing is left of it: discarded, it would lose its time', async () => {
    newsroom.composer.type(emptyForm(article));
    newsroom.elapse();
    const request = await newsroom.next('save-draft');
    expect(request.command).toMatchObject({ draftId: 'draft-0007', entry: { headline: null } });
    expect(newsroom.sent('discard-draft')).toEqual([]);
  });

  it('that was published meanwhile leaves an empty composer', () => {
    newsroom.composer.publishedOtherwise(published);
    expect(newsroom.text()).toBe('');
    expect(newsroom.composer.state).toMatchObject({
      base: null,
      release: UNSCHEDULED,
      progress: { status: 'sent', what: 'publish-entry', entryId: 'entry-0007' },
    });
    expect(newsroom.composer.state.draftId).not.toBe('draft-0007');
    expect(newsroom.kept()).toEqual([]);
  });

  it('that was published meanwhile goes on as a change to its entry where more was written', async () => {
    newsroom.write('On time, and more');
    newsroom.composer.publishedOtherwise(published);
    const { draftId, base, form, opened, release } = newsroom.composer.state;
    expect({ base, release, headline: form.headline, was: opened.headline }).toEqual({
      base: { entryId: 'entry-0007', version: 1, number: 7 },
      release: UNSCHEDULED,
      headline: 'On time, and more',
      was: 'On time',
    });
    expect(draftId).not.toBe('draft-0007');
    expect(newsroom.kept()).toEqual(['On time, and more']);
    newsroom.elapse();
    expect((await newsroom.next('save-draft')).command).toMatchObject({
      draftId,
      entryId: 'entry-0007',
      entryVersion: 1,
    });
    void newsroom.composer.publish();
    for (const saving of newsroom.sent('save-draft')) saving.answer(confirmed);
    expect((await newsroom.next('edit-entry')).command).toMatchObject({ entryId: 'entry-0007', expectedVersion: 1 });
  });

  it('that was published and withdrawn meanwhile leaves its text as a new entry', () => {
    newsroom.write('On time, and more');
    const { id, number, publishedAt } = published;
    const withdrawn: Entry = { id, number, publishedAt, version: 2, retraction: { at: publishedAt, reason: '' } };
    newsroom.composer.publishedOtherwise(withdrawn);
    expect(newsroom.composer.state).toMatchObject({ base: null, form: { headline: 'On time, and more' } });
    expect(newsroom.kept()).toEqual(['On time, and more']);
  });

  it.each(['save-draft', 'publish-entry'] as const)('[D7] learns it from the refusal of a %s too', async type => {
    newsroom.write('On time, and more');
    const problem = { title: '', status: 409, code: 'draft-published', detail: 'Was published.', current: published };
    if (type === 'publish-entry') await newsroom.publishAnd({ outcome: 'refused', problem });
    else {
      newsroom.elapse();
      (await newsroom.next(type)).answer({ outcome: 'refused', problem });
      await newsroom.quiet();
    }
    expect(newsroom.composer.state).toMatchObject({
      base: { entryId: 'entry-0007' },
      form: { headline: 'On time, and more' },
      progress: { status: 'editing' },
    });
    expect(newsroom.kept()).toEqual(['On time, and more']);
  });

  it('stays as it is while its own publishing is under way', async () => {
    const publishing = newsroom.composer.publish();
    const request = await newsroom.next('publish-entry');
    newsroom.composer.publishedOtherwise(published);
    expect(newsroom.composer.state).toMatchObject({ draftId: 'draft-0007', progress: { status: 'sending' } });
    request.answer(confirmed);
    await publishing;
    expect(newsroom.composer.state.progress.status).toBe('sent');
  });

  it('that somebody else discarded is kept, without its time', async () => {
    newsroom.composer.revive();
    expect(newsroom.composer.state).toMatchObject({ draftId: 'draft-0007', release: UNSCHEDULED });
    expect(newsroom.kept()).toEqual(['On time']);
    newsroom.elapse();
    expect((await newsroom.next('save-draft')).command).toMatchObject({ draftId: 'draft-0007' });
  });
});

function scheduledDraft(): FoundDraft {
  return {
    ...{ draftId: 'draft-0007', form: formOf(published, article), base: null, savedAt: '2026-01-01T10:00:00.000Z' },
    ...{ release: { releaseAt: RELEASE_AT, releaseProblem: null }, where: 'server', userName: 'Ann', pending: null },
    sent: ['as the server has it'],
  };
}
