import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sent } from '../send-command.ts';
import { entry, makeNewsroom, type Newsroom } from './composer-scene.ts';

const confirmed: Sent = {
  outcome: 'confirmed',
  answer: { position: { epoch: 'epoch-of-16-chars', seq: 9 }, entryId: 'entry-0009' },
};
const unreachable: Sent = { outcome: 'unreachable', reason: 'The server cannot be reached' };

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = makeNewsroom();
});
afterEach(() => newsroom.composer.stop());

describe('publishing', () => {
  it('keeps the text until the server has confirmed it, then is empty', async () => {
    newsroom.write('Hello');
    const publishing = newsroom.composer.publish();
    const request = await newsroom.next('publish-entry');
    expect(newsroom.text()).toBe('Hello');
    request.answer(confirmed);
    await publishing;
    expect(newsroom.text()).toBe('');
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'sent', entryId: 'entry-0009' });
    expect(newsroom.kept()).toEqual([]);
  });

  it('[D7] sends once, however often it is asked to', async () => {
    newsroom.write('Hello');
    const publishing = Promise.all([
      newsroom.composer.publish(),
      newsroom.composer.publish(),
      newsroom.composer.publish(),
    ]);
    (await newsroom.next('publish-entry')).answer(confirmed);
    await publishing;
    expect(newsroom.sent('publish-entry')).toHaveLength(1);
  });

  it('[D7] tries again under the same id after no answer, and under a new one after a refusal and a change', async () => {
    newsroom.write('Hello');
    const ids = [
      await newsroom.publishAnd(unreachable),
      await newsroom.publishAnd(unreachable),
      await newsroom.publishAnd({
        outcome: 'refused',
        problem: { title: '', status: 413, code: 'too-large', detail: 'Too long.' },
      }),
      await newsroom.publishAnd({
        outcome: 'refused',
        problem: { title: '', status: 413, code: 'too-large', detail: 'Too long.' },
      }),
    ];
    expect(new Set(ids).size).toBe(1);
    newsroom.write('Hello, shorter');
    expect(await newsroom.publishAnd(confirmed)).not.toBe(ids[0]);
  });

  it('[S] asks to sign in where the session has ended, and goes on with the same command', async () => {
    newsroom.write('Hello');
    const publishing = newsroom.composer.publish();
    const first = await newsroom.next('publish-entry');
    first.answer({ outcome: 'signed-out' });
    await newsroom.signIn.asked;
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'failed', cause: 'signed-out' });
    expect(newsroom.text()).toBe('Hello');
    newsroom.signIn.answer(true);
    const second = await newsroom.next('publish-entry');
    expect(second.command).toEqual(first.command);
    second.answer(confirmed);
    await publishing;
    expect(newsroom.text()).toBe('');
  });

  it('says what is wrong instead of sending it', async () => {
    newsroom.composer.type({ language: 'nonsense!' });
    await newsroom.composer.publish();
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'editing', problems: [{ field: 'language' }] });
    expect(newsroom.requests).toEqual([]);
  });

  it('waits for a save that is under way, names the draft, and saves nothing after it', async () => {
    newsroom.write('Hello');
    newsroom.elapse();
    const saving = await newsroom.next('save-draft');
    newsroom.write('Hello there');
    const publishing = newsroom.composer.publish();
    expect(newsroom.sent('publish-entry')).toEqual([]);
    saving.answer(confirmed);
    const request = await newsroom.next('publish-entry');
    expect(request.command).toMatchObject({ draftId: saving.command.type === 'save-draft' && saving.command.draftId });
    newsroom.elapse();
    request.answer(confirmed);
    await publishing;
    newsroom.elapse();
    expect(newsroom.sent('save-draft')).toHaveLength(1);
  });
});

describe('drafts', () => {
  it('are in the browser at once and on the server a moment later', async () => {
    newsroom.write('One');
    expect(newsroom.kept()).toEqual(['One']);
    expect(newsroom.requests).toEqual([]);
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    expect(newsroom.composer.store.getState().keeping).toEqual({ status: 'saved' });
    expect(newsroom.kept()).toEqual([]);
  });

  it('are saved one at a time, the latest text winning', async () => {
    newsroom.write('One');
    newsroom.elapse();
    const first = await newsroom.next('save-draft');
    newsroom.write('One two');
    newsroom.write('One two three');
    newsroom.elapse();
    expect(newsroom.sent('save-draft')).toHaveLength(1);
    first.answer(confirmed);
    await newsroom.quiet();
    expect(newsroom.kept()).toEqual(['One two three']);
    newsroom.elapse();
    const second = await newsroom.next('save-draft');
    expect(second.command).toMatchObject({ entry: { headline: 'One two three' } });
    second.answer(confirmed);
    await newsroom.quiet();
    expect(newsroom.kept()).toEqual([]);
  });

  it('keeps in this browser what the server has no room for, and publishes it all the same', async () => {
    newsroom.write('Hello');
    newsroom.elapse();
    const detail = 'You have 500 drafts.';
    const problem = { title: '', status: 422, code: 'too-many-drafts', detail };
    (await newsroom.next('save-draft')).answer({ outcome: 'refused', problem });
    await newsroom.quiet();
    expect(newsroom.composer.store.getState().keeping).toEqual({ status: 'kept-here', reason: detail });
    expect(newsroom.kept()).toEqual(['Hello']);
    await newsroom.publishAnd(confirmed);
    expect(newsroom.kept()).toEqual([]);
  });

  it('stay in the browser while the server is away, and are saved when it is back', async () => {
    newsroom.write('Offline');
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(unreachable);
    await newsroom.quiet();
    expect(newsroom.kept()).toEqual(['Offline']);
    expect(newsroom.composer.store.getState().keeping).toEqual({
      status: 'kept-here',
      reason: 'The server cannot be reached',
    });
    newsroom.composer.retry();
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    expect(newsroom.kept()).toEqual([]);
  });

  it('[D7] carry a publish without an answer over a reload, id and all', async () => {
    newsroom.write('Hello');
    const commandId = await newsroom.publishAnd(unreachable);
    const [found] = newsroom.found();
    const reloaded = makeNewsroom(newsroom.storage);
    newsroom = reloaded;
    await reloaded.composer.resume(found as NonNullable<typeof found>);
    expect(newsroom.text()).toBe('Hello');
    expect(await newsroom.publishAnd(confirmed)).toBe(commandId);
    expect(newsroom.kept()).toEqual([]);
  });

  it('are left behind safely when something else is opened', async () => {
    newsroom.write('Half a thought');
    newsroom.composer.edit(entry());
    expect(newsroom.composer.state.base).toEqual({ entryId: 'entry-0012', version: 3, number: 12 });
    expect(newsroom.kept()).toEqual(['Half a thought']);
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    expect(newsroom.kept()).toEqual([]);
  });

  it('cannot be replaced while the server may have the text', async () => {
    newsroom.write('Hello');
    await newsroom.publishAnd(unreachable);
    expect(newsroom.composer.edit(entry())).toBe(false);
    expect(newsroom.text()).toBe('Hello');
  });

  it('are not made of an entry that was only opened', async () => {
    newsroom.composer.edit(entry());
    newsroom.composer.startNew();
    newsroom.elapse();
    expect(newsroom.requests).toEqual([]);
    expect(newsroom.kept()).toEqual([]);
  });

  it('go when they are discarded', async () => {
    newsroom.write('Never mind');
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    const discarding = newsroom.composer.discard();
    (await newsroom.next('discard-draft')).answer(confirmed);
    await discarding;
    expect(newsroom.text()).toBe('');
  });

  it('say so where the browser keeps nothing', () => {
    newsroom.storage.setItem = () => {
      throw new Error('full');
    };
    newsroom.write('Only on the screen');
    expect(newsroom.composer.store.getState().keeping.status).toBe('unkept');
  });
});

describe('[D8] editing', () => {
  it('sends the version it began with, the kind and the note', async () => {
    newsroom.composer.edit(entry());
    newsroom.composer.type({ kind: 'correction', note: 'It was 9:07, not 9:06.', keyEvent: true });
    const publishing = newsroom.composer.publish();
    const request = await newsroom.next('edit-entry');
    expect(request.command).toMatchObject({
      entryId: 'entry-0012',
      expectedVersion: 3,
      kind: 'correction',
      note: 'It was 9:07, not 9:06.',
      entry: { keyEvent: true, headline: 'As published' },
    });
    request.answer(confirmed);
    await publishing;
    expect(newsroom.composer.state.base).toBeNull();
  });

  it('shows a conflict, then goes on from the version that stands', async () => {
    newsroom.composer.edit(entry());
    newsroom.write('My headline');
    const current = entry({ version: 4, tags: ['theirs'] });
    const problem = { title: '', status: 409, code: 'stale-version', detail: 'Changed.', current };
    const firstId = await newsroom.publishAnd({ outcome: 'refused', problem }, 'edit-entry');
    expect(newsroom.composer.state.progress).toEqual({ status: 'conflict', current });
    newsroom.composer.keepMine();
    const publishing = newsroom.composer.publish();
    const request = await newsroom.next('edit-entry');
    expect(request.command).toMatchObject({ expectedVersion: 4, entry: { headline: 'My headline', tags: ['theirs'] } });
    expect(request.command.commandId).not.toBe(firstId);
    request.answer(confirmed);
    await publishing;
  });

  it('takes theirs where mine is given up', async () => {
    newsroom.composer.edit(entry());
    newsroom.write('My headline');
    newsroom.composer.compare(entry({ version: 4, headline: 'Theirs' }));
    await newsroom.composer.takeTheirs();
    expect(newsroom.text()).toBe('Theirs');
    expect(newsroom.composer.state.base?.version).toBe(4);
    expect(newsroom.kept()).toEqual([]);
  });
});
