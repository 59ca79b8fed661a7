import * as z from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Entry } from '#shared/article.ts';
import { type ArticleCommand, Draft } from '#shared/commands.ts';
import { type Answer, reasonOf, request } from '../request.ts';
import type { Sent } from '../send-command.ts';
import type { ArticleDefaults } from './entry-form.ts';
import { type FoundDraft, findDrafts, untangle } from './found-drafts.ts';
import { type DraftStorage, forgetLocally, keepLocally, localDrafts } from './local-drafts.ts';

export interface ShelfView {
  readonly drafts: readonly FoundDraft[];
  /** Why the drafts on the server are not among them. */
  readonly problem: string | null;
}

const DraftFate = z.object({ draft: Draft.nullable(), publishedAs: Entry.nullable() });
type DraftFate = z.infer<typeof DraftFate>;

/** What has become of a draft, as far as the server says. */
export type DraftNews =
  | { readonly status: 'there'; readonly draft: Draft }
  | { readonly status: 'published'; readonly entry: Entry }
  | { readonly status: 'gone' | 'unknown' };

export interface ShelfOptions {
  readonly articleId: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly article: () => ArticleDefaults;
  readonly storage: DraftStorage;
  readonly send: (command: ArticleCommand) => Promise<Sent>;
  readonly fetchDrafts?: (articleId: string) => Promise<Answer<Draft[]>>;
  readonly fetchDraft?: (articleId: string, draftId: string) => Promise<Answer<DraftFate>>;
  readonly newId: () => string;
  readonly now: () => string;
}

/** The drafts of an article: those on the server, and those that only this browser has. */
export class DraftShelf {
  readonly store: StoreApi<ShelfView> = createStore(() => ({ drafts: [], problem: null }));
  readonly #options: ShelfOptions;
  #server: readonly Draft[] = [];

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  /** `open` is the draft in the composer, whose two copies are the composer's business. */
  async load({ open }: { readonly open: string }): Promise<void> {
    const { articleId, fetchDrafts = fetchFromServer } = this.#options;
    this.#show(this.store.getState().problem);
    const answer = await fetchDrafts(articleId);
    if (answer.outcome !== 'ok') return this.#show(reasonOf(answer));
    this.#server = answer.value;
    this.#untangle(answer.value.filter(draft => draft.id !== open));
    this.#show(null);
  }

  /** As it was on the server when the list was loaded; null where it was not in that. */
  listed(draftId: string): Draft | null {
    return this.#server.find(({ id }) => id === draftId) ?? null;
  }

  /** Why a draft is not in the list any more. */
  async newsOf(draftId: string): Promise<DraftNews> {
    const { articleId, fetchDraft = fetchOneFromServer } = this.#options;
    const answer = await fetchDraft(articleId, draftId);
    if (answer.outcome !== 'ok') return { status: 'unknown' };
    const { draft, publishedAs: entry } = answer.value;
    if (entry !== null) return { status: 'published', entry };
    return draft === null ? { status: 'gone' } : { status: 'there', draft };
  }

  async discard({ draftId, sent }: FoundDraft): Promise<Sent | null> {
    const { articleId, storage, send, newId } = this.#options;
    const answer = sent.length === 0 ? null : await send({ type: 'discard-draft', commandId: newId(), draftId });
    if (answer !== null && answer.outcome !== 'confirmed') return answer;
    forgetLocally(storage, { articleId, draftId });
    this.#server = this.#server.filter(draft => draft.id !== draftId);
    this.#show(this.store.getState().problem);
    return answer;
  }

  #show(problem: string | null): void {
    const { user, article, now } = this.#options;
    const finding = { article: article(), userName: user.name, now: now() };
    this.store.setState({ drafts: findDrafts(this.#server, this.#local(), finding), problem });
  }

  #untangle(server: readonly Draft[]): void {
    const { storage, article, newId } = this.#options;
    for (const { older, leaves } of untangle(server, this.#local(), { article: article(), newId })) {
      if (keepLocally(storage, older) && leaves !== null) forgetLocally(storage, leaves);
    }
  }

  #local() {
    const { storage, articleId, user } = this.#options;
    return localDrafts(storage, { articleId, userId: user.id });
  }
}

function fetchFromServer(articleId: string): Promise<Answer<Draft[]>> {
  const answer = z.object({ drafts: z.array(Draft) }).transform(({ drafts }) => drafts);
  return request({ method: 'GET', path: `/api/articles/${articleId}/drafts`, answer });
}

function fetchOneFromServer(articleId: string, draftId: string): Promise<Answer<DraftFate>> {
  return request({ method: 'GET', path: `/api/articles/${articleId}/drafts/${draftId}`, answer: DraftFate });
}
