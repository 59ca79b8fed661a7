import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleCommand } from '#shared/commands.ts';
import { newId } from '../new-id.ts';
import type { Sent } from '../send-command.ts';
import { Composer } from './composer.ts';
import { SAVE_AFTER_MS } from './draft-keeper.ts';
import { findDrafts } from './found-drafts.ts';
import { type DraftStorage, localDrafts } from './local-drafts.ts';

const article = { language: 'en', timeZone: 'UTC' };
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
    write('Hello');
    const publishing = newsroom.composer.publish();
    const request = await newsroom.next('publish-entry');
    expect(text()).toBe('Hello');
    request.answer(confirmed);
    await publishing;
    expect(text()).toBe('');
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'sent', entryId: 'entry-0009' });
    expect(kept()).toEqual([]);
  });

  it('[D7] sends once, however often it is asked to', async () => {
    write('Hello');
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
    write('Hello');
    const ids = [
      await publishAnd(unreachable),
      await publishAnd(unreachable),
      await publishAnd({
        outcome: 'refused',
        problem: { title: '', status: 413, code: 'too-large', detail: 'Too long.' },
      }),
      await publishAnd({
        outcome: 'refused',
        problem: { title: '', status: 413, code: 'too-large', detail: 'Too long.' },
      }),
    ];
    expect(new Set(ids).size).toBe(1);
    write('Hello, shorter');
    expect(await publishAnd(confirmed)).not.toBe(ids[0]);
  });

  it('[S] asks to sign in where the session has ended, and goes on with the same command', async () => {
    write('Hello');
    const publishing = newsroom.composer.publish();
    const first = await newsroom.next('publish-entry');
    first.answer({ outcome: 'signed-out' });
    await newsroom.signIn.asked;
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'failed', cause: 'signed-out' });
    expect(text()).toBe('Hello');
    newsroom.signIn.answer(true);
    const second = await newsroom.next('publish-entry');
    expect(second.command).toEqual(first.command);
    second.answer(confirmed);
    await publishing;
    expect(text()).toBe('');
  });

  it('says what is wrong instead of sending it', async () => {
    newsroom.composer.type({ language: 'nonsense!' });
    await newsroom.composer.publish();
    expect(newsroom.composer.state.progress).toMatchObject({ status: 'editing', problems: [{ field: 'language' }] });
    expect(newsroom.requests).toEqual([]);
  });

  it('waits for a save that is under way, names the draft, and saves nothing after it', async () => {
    write('Hello');
    newsroom.elapse();
    const saving = await newsroom.next('save-draft');
    write('Hello there');
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
    write('One');
    expect(kept()).toEqual(['One']);
    expect(newsroom.requests).toEqual([]);
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    expect(newsroom.composer.store.getState().keeping).toEqual({ status: 'saved' });
    expect(kept()).toEqual([]);
  });

  it('are saved one at a time, the latest text winning', async () => {
    write('One');
    newsroom.elapse();
    const first = await newsroom.next('save-draft');
    write('One two');
    write('One two three');
    newsroom.elapse();
    expect(newsroom.sent('save-draft')).toHaveLength(1);
    first.answer(confirmed);
    await newsroom.quiet();
    expect(kept()).toEqual(['One two three']);
    newsroom.elapse();
    const second = await newsroom.next('save-draft');
    expect(second.command).toMatchObject({ entry: { headline: 'One two three' } });
    second.answer(confirmed);
    await newsroom.quiet();
    expect(kept()).toEqual([]);
  });

  it('stay in the browser while the server is away, and are saved when it is back', async () => {
    write('Offline');
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(unreachable);
    await newsroom.quiet();
    expect(kept()).toEqual(['Offline']);
    expect(newsroom.composer.store.getState().keeping).toEqual({
      status: 'kept-here',
      reason: 'the server cannot be reached',
    });
    newsroom.composer.retry();
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    expect(kept()).toEqual([]);
  });

  it('[D7] carry a publish without an answer over a reload, id and all', async () => {
    write('Hello');
    const commandId = await publishAnd(unreachable);
    const [found] = newsroom.found();
    const reloaded = makeNewsroom(newsroom.storage);
    newsroom = reloaded;
    await reloaded.composer.resume(found as NonNullable<typeof found>);
    expect(text()).toBe('Hello');
    expect(await publishAnd(confirmed)).toBe(commandId);
    expect(kept()).toEqual([]);
  });

  it('are left behind safely when something else is opened', async () => {
    write('Half a thought');
    newsroom.composer.edit(entry());
    expect(newsroom.composer.state.base).toEqual({ entryId: 'entry-0012', version: 3, number: 12 });
    expect(kept()).toEqual(['Half a thought']);
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    expect(kept()).toEqual([]);
  });

  it('cannot be replaced while the server may have the text', async () => {
    write('Hello');
    await publishAnd(unreachable);
    expect(newsroom.composer.edit(entry())).toBe(false);
    expect(text()).toBe('Hello');
  });

  it('are not made of an entry that was only opened', async () => {
    newsroom.composer.edit(entry());
    newsroom.composer.startNew();
    newsroom.elapse();
    expect(newsroom.requests).toEqual([]);
    expect(kept()).toEqual([]);
  });

  it('go when they are discarded', async () => {
    write('Never mind');
    newsroom.elapse();
    (await newsroom.next('save-draft')).answer(confirmed);
    await newsroom.quiet();
    const discarding = newsroom.composer.discard();
    (await newsroom.next('discard-draft')).answer(confirmed);
    await discarding;
    expect(text()).toBe('');
  });

  it('say so where the browser keeps nothing', () => {
    newsroom.storage.setItem = () => {
      throw new Error('full');
    };
    write('Only on the screen');
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
    write('My headline');
    const current = entry({ version: 4, tags: ['theirs'] });
    const problem = { title: '', status: 409, code: 'stale-version', detail: 'Changed.', current };
    const firstId = await publishAnd({ outcome: 'refused', problem }, 'edit-entry');
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
    write('My headline');
    newsroom.composer.compare(entry({ version: 4, headline: 'Theirs' }));
    await newsroom.composer.takeTheirs();
    expect(text()).toBe('Theirs');
    expect(newsroom.composer.state.base?.version).toBe(4);
    expect(kept()).toEqual([]);
  });
});

interface Request {
  readonly command: ArticleCommand;
  readonly answer: (sent: Sent) => void;
}

type Newsroom = ReturnType<typeof makeNewsroom>;

/** A composer at a table-top: the server's answers, the clock and the sign-in are moved by hand. */
function makeNewsroom(storage: DraftStorage = memoryStorage()) {
  const requests: Request[] = [];
  const timers = new Set<() => void>();
  const asked = Promise.withResolvers<void>();
  const signedIn = Promise.withResolvers<boolean>();
  const seen = new Set<Request>();
  const quiet = () => new Promise<void>(resolve => setImmediate(resolve));
  const composer = new Composer({
    articleId: 'article-1',
    userId: 'user-1',
    article: () => article,
    entry: () => undefined,
    onConfirmed: () => {},
    parts: {
      storage,
      send: command => new Promise(answer => requests.push({ command, answer })),
      signInAgain: () => {
        asked.resolve();
        return signedIn.promise;
      },
      announce: () => {},
      newId,
      now: () => '2026-01-01T12:00:00.000Z',
      after: (ms, work) => {
        expect(ms === 0 || ms >= SAVE_AFTER_MS).toBe(true);
        timers.add(work);
        return () => timers.delete(work);
      },
      claim: async () => () => {},
    },
  });
  return {
    composer,
    storage,
    requests,
    quiet,
    signIn: { asked: asked.promise, answer: signedIn.resolve },
    sent: (type: ArticleCommand['type']) => requests.filter(({ command }) => command.type === type),
    found: () =>
      findDrafts([], localDrafts(storage, { articleId: 'article-1', userId: 'user-1' }), {
        article,
        userName: 'Ann',
        now: '2026-01-01T12:00:00.000Z',
      }),
    /** Lets every timer ring. */
    elapse() {
      for (const work of [...timers]) {
        timers.delete(work);
        work();
      }
    },
    async next(type: ArticleCommand['type']): Promise<Request> {
      await quiet();
      const request = requests.find(each => each.command.type === type && !seen.has(each));
      if (request === undefined) throw new Error(`nothing of the type ${type} was sent`);
      seen.add(request);
      return request;
    },
  };
}

function write(headline: string): void {
  newsroom.composer.type({ headline });
}

function text(): string {
  return newsroom.composer.state.form.headline;
}

function kept(): string[] {
  return newsroom.found().map(({ form }) => form.headline);
}

async function publishAnd(sent: Sent, type: ArticleCommand['type'] = 'publish-entry'): Promise<string> {
  const publishing = newsroom.composer.publish();
  const request = await newsroom.next(type);
  request.answer(sent);
  await publishing;
  return request.command.commandId;
}

function entry(fields: Partial<PublishedEntry> = {}): PublishedEntry {
  return {
    ...{ id: 'entry-0012', number: 12, version: 3, publishedAt: '2026-01-01T00:00:00.000Z', editedAt: null },
    ...{ headline: 'As published', body: paragraphs(['Text']), authors: [], source: null, language: 'en' },
    ...{ keyEvent: false, tags: [], displayAt: null, edits: [], retraction: null },
    ...fields,
  };
}

function memoryStorage(): DraftStorage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: place => [...items.keys()][place] ?? null,
    getItem: key => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: key => void items.delete(key),
  };
}
