import type { PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleCommand } from '#shared/commands.ts';
import { newId } from '../new-id.ts';
import type { Sent } from '../send-command.ts';
import { Composer } from './composer.ts';
import { findDrafts } from './found-drafts.ts';
import { type DraftStorage, localDrafts } from './local-drafts.ts';

const NOW = '2026-01-01T12:00:00.000Z';
const article = { language: 'en', timeZone: 'UTC' };

interface Request {
  readonly command: ArticleCommand;
  readonly answer: (sent: Sent) => void;
}

export type Newsroom = ReturnType<typeof makeNewsroom>;

/** A composer at a table-top: the server's answers, the clock and the sign-in are moved by hand. */
export function makeNewsroom(storage: DraftStorage = memoryStorage()) {
  const requests: Request[] = [];
  const timers = new Set<() => void>();
  const asked = Promise.withResolvers<void>();
  const signedIn = Promise.withResolvers<boolean>();
  const seen = new Set<Request>();
  const quiet = () => new Promise<void>(resolve => setTimeout(resolve));
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
      now: () => NOW,
      after: (_, work) => {
        timers.add(work);
        return () => timers.delete(work);
      },
      claim: async () => () => {},
    },
  });
  const found = () =>
    findDrafts([], localDrafts(storage, { articleId: 'article-1', userId: 'user-1' }), {
      article,
      userName: 'Ann',
      now: NOW,
    });
  async function next(type: ArticleCommand['type']): Promise<Request> {
    await quiet();
    const request = requests.find(each => each.command.type === type && !seen.has(each));
    if (request === undefined) throw new Error(`nothing of the type ${type} was sent`);
    seen.add(request);
    return request;
  }
  return {
    ...{ composer, storage, requests, quiet, found, next },
    signIn: { asked: asked.promise, answer: signedIn.resolve },
    sent: (type: ArticleCommand['type']) => requests.filter(({ command }) => command.type === type),
    /** Lets every timer ring. */
    elapse() {
      for (const work of [...timers]) {
        timers.delete(work);
        work();
      }
    },
    write: (headline: string) => composer.type({ headline }),
    text: () => composer.state.form.headline,
    /** What the browser keeps. */
    kept: () => found().map(({ form }) => form.headline),
    async publishAnd(sent: Sent, type: ArticleCommand['type'] = 'publish-entry'): Promise<string> {
      const publishing = composer.publish();
      const request = await next(type);
      request.answer(sent);
      await publishing;
      return request.command.commandId;
    },
  };
}

export function entry(fields: Partial<PublishedEntry> = {}): PublishedEntry {
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
