import { randomUUID } from 'node:crypto';
import type { Doorbell } from '#server/bus/bus.ts';
import { inProcessBus } from '#server/bus/in-process-bus.ts';
import type { Store } from '#server/store/store.ts';
import { type WriteContext, type Written, write, writeNewArticle } from '#server/write.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleCommand, ArticleCreated, CommandAnswer } from '#shared/commands.ts';
import type { User } from '#shared/users.ts';
import { user } from './make-scene.ts';
import { tempStore } from './temp-store.ts';

/** A newsroom without doors: commands go straight to `write`, on a store of their own and a clock moved by hand. */
export interface WritingDesk extends AsyncDisposable {
  readonly context: WriteContext;
  /** What the bell said, in order. */
  readonly rung: readonly Doorbell[];
  pass(milliseconds: number): void;
  createArticle(article?: { headline?: string; slug?: string; commandId?: string }): Promise<Written<ArticleCreated>>;
  /** An article that is there, by its id and slug. */
  article(): Promise<ArticleCreated>;
  send(articleId: string, command: object, as?: User): Promise<Written<CommandAnswer>>;
  publish(articleId: string, text: string, more?: object): Promise<Written<CommandAnswer>>;
}

/** On a store of its own, or on one that somebody else closes. */
export async function writingDesk(given?: Store): Promise<WritingDesk> {
  const temp = given === undefined ? await tempStore() : { store: given, async [Symbol.asyncDispose]() {} };
  const bus = inProcessBus();
  const rung: Doorbell[] = [];
  bus.listen(doorbell => void rung.push(doorbell));
  let now = Date.parse('2026-03-01T10:00:00.000Z');
  const defaults = { language: 'en', timeZone: 'UTC' };
  const context: WriteContext = { store: temp.store, bus, clock: () => now, ids: randomUUID, defaults };
  const desk: WritingDesk = {
    context,
    rung,
    pass: milliseconds => {
      now += milliseconds;
    },
    createArticle: ({ headline = 'The Eagle has landed', slug, commandId = randomUUID() } = {}) =>
      writeNewArticle(context, user('editor'), {
        ...{ type: 'create-article', commandId, article: { headline }, status: 'live' },
        ...(slug === undefined ? {} : { slug }),
      }),
    article: async () => answerOf(await desk.createArticle()),
    send: (articleId, command, as = user('editor')) =>
      write(context, as, articleId, { commandId: randomUUID(), ...command } as ArticleCommand),
    publish: (articleId, text, more = {}) =>
      desk.send(articleId, { type: 'publish-entry', entry: { body: paragraphs([text]) }, ...more }),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
  return desk;
}

export function answerOf<Answer>(written: Written<Answer>): Answer {
  if (written.status === 'refused') throw new Error(`refused: ${written.refusal.code}`);
  return written.answer;
}

export function codeOf(written: Written<unknown>): string {
  return written.status === 'refused' ? `${written.refusal.status} ${written.refusal.code}` : written.status;
}
