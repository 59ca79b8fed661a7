import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { testPicture } from '#server/test-bench/test-picture.ts';
import type { EditKind, Status } from '#shared/article.ts';
import type { Picture } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import {
  type ArticleCommand,
  ArticleCreated,
  type ArticleInput,
  CommandAnswer,
  type EntryInput,
  StoredPicture,
} from '#shared/commands.ts';
import type { EntriesPage, Snapshot } from '#shared/protocol.ts';
import { type Role, User } from '#shared/users.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface ArticleHandle {
  readonly id: string;
  readonly slug: string;
  readonly headline: string;
}

/** What a test says about an article it needs; the rest is made up. `entries`: their texts, oldest first, or how many. */
export type ArticleWish = Partial<ArticleInput> & {
  readonly status?: Status;
  readonly slug?: string;
  readonly entries?: readonly string[] | number;
};

type WithoutId<Command> = Command extends unknown ? Omit<Command, 'commandId'> : never;
/** A command as a test writes it: the id is made up, and what has a default may be left out. */
export type CommandWish = WithoutId<z.input<typeof ArticleCommand>>;

/** A program that is signed in to the server and speaks its API, past the browsers and the network between. */
export class Api {
  readonly #base: () => string;
  #cookie = '';

  constructor(base: () => string) {
    this.#base = base;
  }

  async signIn(credentials: Credentials): Promise<void> {
    const response = await this.#fetch('POST', '/api/session', credentials);
    this.#cookie = response.headers
      .getSetCookie()
      .map(cookie => cookie.split(';', 1)[0])
      .join('; ');
  }

  async hire(person: Credentials & { readonly name: string; readonly role: Role }): Promise<User> {
    const { user } = (await this.#ask('POST', '/api/users', person)) as { user: unknown };
    return User.parse(user);
  }

  /** Ends all sessions that somebody has, as a changed role does. */
  async endSessionsOf(userId: string): Promise<void> {
    for (const role of ['contributor', 'editor']) await this.#ask('PATCH', `/api/users/${userId}`, { role });
  }

  async article(wish: ArticleWish = {}): Promise<ArticleHandle> {
    const { entries = [], ...given } = wish;
    const headline = given.headline ?? 'The bridge over the Aure is being lowered into place';
    const answer = await this.#ask('POST', '/api/articles', { status: 'live', ...given, headline });
    const article = { ...ArticleCreated.parse(answer), headline };
    const texts = typeof entries === 'number' ? numbered(entries) : entries;
    for (const text of texts) await this.publish(article, text);
    return article;
  }

  /** Answers the new entry's id. */
  async publish(article: ArticleHandle, entry: string | Partial<EntryInput>): Promise<string> {
    const input = typeof entry === 'string' ? { body: paragraphs([entry]) } : { body: paragraphs([]), ...entry };
    const { entryId } = await this.command(article, { type: 'publish-entry', entry: input });
    return entryId as string;
  }

  async edit(
    article: ArticleHandle,
    { entryId, version }: { readonly entryId: string; readonly version: number },
    text: string,
    { kind = 'minor', note = null }: { readonly kind?: EditKind; readonly note?: string | null } = {},
  ): Promise<void> {
    const entry = { body: paragraphs([text]) };
    await this.command(article, { type: 'edit-entry', entryId, expectedVersion: version, entry, kind, note });
  }

  /** Withdraws an entry of the newest page, as it stands. */
  async withdraw(article: ArticleHandle, number: number, reason = ''): Promise<void> {
    const { entries } = await this.snapshot(article);
    const entry = entries.find(each => each.number === number);
    if (entry === undefined) throw new Error(`Entry ${number} is not on the newest page.`);
    await this.command(article, {
      ...{ type: 'retract-entry', entryId: entry.id, expectedVersion: entry.version, reason },
    });
  }

  async command(
    article: ArticleHandle,
    command: CommandWish,
    commandId: string = randomUUID(),
  ): Promise<CommandAnswer> {
    return CommandAnswer.parse(
      await this.#ask('POST', `/api/articles/${article.id}/commands`, { commandId, ...command }),
    );
  }

  /** Stores a picture; answers what an image of it says. */
  async picture(
    alt: string,
    look: Parameters<typeof testPicture>[0] = { width: 1_200, height: 800 },
  ): Promise<Picture> {
    const answer = await fetch(`${this.#base()}/api/media`, {
      method: 'POST',
      headers: { cookie: this.#cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(await testPicture(look)),
    });
    return { ...StoredPicture.parse(await answer.json()), alt, caption: '', credit: '' };
  }

  async importText(text: string): Promise<{ readonly slug: string; readonly articleId: string }> {
    return (await this.#ask('POST', '/api/imports', { text })) as { slug: string; articleId: string };
  }

  async snapshot({ slug }: Pick<ArticleHandle, 'slug'>): Promise<Snapshot> {
    return (await this.#ask('GET', `/api/articles/${slug}`)) as Snapshot;
  }

  async drafts({ id }: Pick<ArticleHandle, 'id'>): Promise<unknown[]> {
    const { drafts } = (await this.#ask('GET', `/api/articles/${id}/drafts`)) as { drafts: unknown[] };
    return drafts;
  }

  async older({ slug }: Pick<ArticleHandle, 'slug'>, before: number): Promise<EntriesPage> {
    return (await this.#ask('GET', `/api/articles/${slug}/entries?before=${before}`)) as EntriesPage;
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return (await this.#fetch(method, path, body)).json();
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.#base() + path, {
      method,
      headers: { cookie: this.#cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  }
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `This is what update ${index + 1} says.`);
}
