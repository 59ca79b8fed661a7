import * as z from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Article } from '#shared/article.ts';
import { ArticleCommand, CreateArticle, type Problem } from '#shared/commands.ts';
import { type FieldProblem, problemsOfRefusal } from '../fields/problems.ts';
import type { Sent, Waiting } from '../send-command.ts';
import { ArticleForm, articleFormOf, isSameArticleForm, readArticle } from './article-form.ts';

type EditArticle = Extract<ArticleCommand, { type: 'edit-article' | 'set-status' }>;
export type SavingCommand = CreateArticle | EditArticle;

/** How far saving has come. Without a definite answer the form is locked to the same command, so that no article is made twice. */
export type Saving =
  | { readonly status: 'editing'; readonly problems: readonly FieldProblem[] }
  | { readonly status: 'sending'; readonly command: SavingCommand; readonly waiting: Waiting | null }
  | { readonly status: 'unconfirmed'; readonly command: SavingCommand; readonly reason: string }
  | { readonly status: 'conflict'; readonly current: Article }
  | { readonly status: 'saved'; readonly slug: string };

/** What is kept in the browser until it is saved. */
export const KeptArticle = z.object({
  form: ArticleForm,
  opened: ArticleForm,
  version: z.number().nullable(),
  pending: z.union([CreateArticle, ArticleCommand]).nullable(),
});
export type KeptArticle = Readonly<z.infer<typeof KeptArticle>>;

export interface ArticleEditorView {
  readonly form: ArticleForm;
  /** The article as it was when editing began. */
  readonly opened: ArticleForm;
  /** Null for an article that is not there yet. */
  readonly version: number | null;
  readonly saving: Saving;
  /** Counts the texts put into the form from outside; another one means another document in the editor. */
  readonly round: number;
}

/** A new article has its address from the server. */
export interface Saved {
  readonly slug?: string | undefined;
}

export interface ArticleEditorParts {
  readonly send: (command: SavingCommand, onWaiting: (waiting: Waiting) => void) => Promise<Sent<Saved>>;
  readonly keep: (kept: KeptArticle) => void;
  readonly forget: () => void;
  readonly newId: () => string;
}

/** Writing an article: the form, what became of saving it, and the copy that outlives a reload. */
export class ArticleEditor {
  readonly store: StoreApi<ArticleEditorView>;
  readonly #slug: string | null;
  readonly #parts: ArticleEditorParts;

  /** `slug` is null for a new article. */
  constructor(slug: string | null, { form, opened, version, pending }: KeptArticle, parts: ArticleEditorParts) {
    this.#slug = slug;
    this.#parts = parts;
    const reason = 'The page was closed before the server answered';
    const saving: Saving = isSaving(pending) ? { status: 'unconfirmed', command: pending, reason } : EDITING;
    this.store = createStore(() => ({ form, opened, version, saving, round: 1 }));
  }

  type(patch: Partial<ArticleForm>): void {
    const { form, saving } = this.#view;
    if (saving.status !== 'editing') return;
    const changed = Object.keys(patch).map(key => (key.startsWith('start') ? 'startsAt' : key));
    const problems = saving.problems.filter(
      ({ field }) => field !== '' && !changed.includes(field.split('.', 1)[0] ?? ''),
    );
    this.#set({ form: { ...form, ...patch }, saving: { status: 'editing', problems } });
    this.#keep(null);
  }

  /** Saves, or asks again what became of saving. */
  async save(): Promise<void> {
    const { saving } = this.#view;
    if (saving.status === 'unconfirmed') return this.#send(saving.command);
    if (saving.status !== 'editing') return;
    const [command] = this.#commands();
    if (command !== undefined) await this.#send(command);
  }

  /** After a conflict: theirs where I changed nothing, mine where I did. */
  keepMine(): void {
    const { saving, form, opened } = this.#view;
    if (saving.status !== 'conflict') return;
    const theirs = articleFormOf(saving.current);
    const mine = Object.entries(form).filter(([key, value]) => !isSame(value, opened[key as keyof ArticleForm]));
    this.#open({ ...theirs, ...Object.fromEntries(mine) }, theirs, saving.current.version);
    this.#keep(null);
  }

  takeTheirs(): void {
    const { saving } = this.#view;
    if (saving.status !== 'conflict') return;
    const theirs = articleFormOf(saving.current);
    this.#open(theirs, theirs, saving.current.version);
    this.#parts.forget();
  }

  get #view(): ArticleEditorView {
    return this.store.getState();
  }

  async #send(command: SavingCommand): Promise<void> {
    this.#set({ saving: { status: 'sending', command, waiting: null } });
    this.#keep(command);
    const sent = await this.#parts.send(command, waiting =>
      this.#set({ saving: { status: 'sending', command, waiting } }),
    );
    switch (sent.outcome) {
      case 'confirmed':
        return this.#confirmed(command, sent.answer.slug ?? this.#slug ?? '');
      case 'refused':
        return this.#refused(sent.problem);
      case 'unreachable':
        return this.#set({ saving: { status: 'unconfirmed', command, reason: sent.reason } });
      case 'signed-out':
        return this.#set({ saving: { status: 'unconfirmed', command, reason: 'Your session has ended' } });
      default:
        sent satisfies never;
    }
  }

  /** Content and status are two commands; the second goes when the first is confirmed. */
  async #confirmed(command: SavingCommand, slug: string): Promise<void> {
    const { form, opened, version } = this.#view;
    if (command.type === 'edit-article') {
      this.#set({
        opened: { ...form, status: opened.status },
        version: version === null ? null : version + 1,
        saving: EDITING,
      });
      const [next] = form.status === opened.status ? [] : this.#commands();
      if (next !== undefined) return this.#send(next);
    }
    this.#parts.forget();
    this.#set({ saving: { status: 'saved', slug } });
  }

  #refused(problem: Problem): void {
    this.#keep(null);
    const current = problem.status === 409 ? Article.safeParse(problem.current) : null;
    if (current?.success) return this.#set({ saving: { status: 'conflict', current: current.data } });
    this.#set({ saving: { status: 'editing', problems: problemsOfRefusal(problem) } });
  }

  #commands(): SavingCommand[] {
    const { form, opened, version } = this.#view;
    const read = readArticle(form, { isNew: version === null });
    if (!read.ok) {
      this.#set({ saving: { status: 'editing', problems: read.problems } });
      return [];
    }
    const { article, status, slug } = read.wish;
    const commandId = this.#parts.newId();
    if (version === null)
      return [{ type: 'create-article', commandId, article, status, ...(slug === null ? {} : { slug }) }];
    if (!isSameArticleForm({ ...form, status: opened.status }, opened)) {
      return [{ type: 'edit-article', commandId, expectedVersion: version, article }];
    }
    if (status !== opened.status) return [{ type: 'set-status', commandId, status }];
    this.#set({ saving: { status: 'editing', problems: [{ field: '', reason: 'Nothing has been changed yet' }] } });
    return [];
  }

  #open(form: ArticleForm, opened: ArticleForm, version: number): void {
    this.#set({ form, opened, version, saving: EDITING, round: this.#view.round + 1 });
  }

  #keep(pending: SavingCommand | null): void {
    const { form, opened, version } = this.#view;
    if (pending === null && isSameArticleForm(form, opened)) this.#parts.forget();
    else this.#parts.keep({ form, opened, version, pending });
  }

  #set(view: Partial<ArticleEditorView>): void {
    this.store.setState(view);
  }
}

const EDITING: Saving = { status: 'editing', problems: [] };

function isSaving(command: CreateArticle | ArticleCommand | null): command is SavingCommand {
  return command !== null && ['create-article', 'edit-article', 'set-status'].includes(command.type);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
