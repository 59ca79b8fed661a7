import { Entry, type EntryContent } from '#shared/article.ts';
import type { ArticleCommand, Problem, SaveMark } from '#shared/commands.ts';
import type { Sent } from '../send-command.ts';
import type { ComposerCommand, EditBase } from './composer-state.ts';
import type { EntryForm } from './entry-form.ts';
import { wireText } from './found-drafts.ts';
import { type DraftStorage, forgetLocally, keepLocally } from './local-drafts.ts';

/** Where the text is safe by now. `unkept`: nowhere but on the screen. */
export type Keeping =
  | { readonly status: 'nothing' | 'saved' }
  | { readonly status: 'kept-here'; readonly reason: string | null }
  | { readonly status: 'unkept'; readonly reason: string | null };

/** A text to be kept. `entry` is null where it cannot be read yet; then it stays in this browser. */
export interface KeptText {
  readonly form: EntryForm;
  readonly base: EditBase | null;
  readonly entry: EntryContent | null;
  /** Nobody has typed anything that is still there, and nothing is scheduled: there is no need of a draft. */
  readonly isUntouched: boolean;
}

export interface DraftKeeperOptions {
  readonly articleId: string;
  readonly userId: string;
  readonly draftId: string;
  /** What it was opened with, where it is not new. */
  readonly text: KeptText;
  readonly isSaved: boolean;
  /** Texts of this draft that the server may have. */
  readonly sent: readonly string[];
  readonly storage: DraftStorage;
  readonly send: (command: ArticleCommand) => Promise<Sent>;
  readonly newId: () => string;
  readonly now: () => string;
  /** Calls back after a while; returns how to prevent it. */
  readonly after: (ms: number, work: () => void) => () => void;
  readonly onKeeping: (keeping: Keeping) => void;
  /** The server takes no more saves of this draft, for it was published. */
  readonly onPublished: (entry: Entry) => void;
}

const SAVE_AFTER_MS = 800;
const AGAIN_AFTER_MS = [2_000, 5_000, 10_000];
const AGAIN_AT_MOST_AFTER_MS = 20_000;

/**
 * Keeps one draft: in the browser at once, on the server a moment later, one request at a time, the latest text winning. The copy in
 * the browser goes only when the server has said that it has this very text.
 */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  #text: KeptText;
  #pending: { command: ComposerCommand; since: string } | null = null;
  #sent: readonly string[];
  /** The text that the server has said it has. */
  #confirmed: KeptText | null;
  #saving: Promise<void> | null = null;
  #stopTimer: () => void = () => {};
  #failures = 0;
  #isOver = false;
  /** Of this keeper; the server tells by it which save is the newer. */
  readonly #writing: string;
  #saves = 0;

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    this.#text = options.text;
    this.#writing = options.newId();
    this.#confirmed = options.isSaved ? options.text : null;
    this.#sent = options.sent;
  }

  /** Whether the server has this draft, or may have it. */
  get isOnServer(): boolean {
    return this.#sent.length > 0;
  }

  /** For the save that is sent next. */
  nextSave(): SaveMark {
    this.#saves += 1;
    return { by: this.#writing, count: this.#saves };
  }

  keep(text: KeptText): void {
    if (this.#isOver) return;
    this.#text = text;
    if (text.isUntouched && !this.isOnServer) return this.#forget('nothing');
    this.#keepHere(null);
    this.#saveIn(SAVE_AFTER_MS);
  }

  /** Remembers across a reload that this command is under way; null when there is a definite answer. */
  mark(command: ComposerCommand | null): void {
    this.#pending = command && { command, since: this.#options.now() };
    this.#keepHere(null);
  }

  /** Nothing more is saved from here on, and what is being saved has an answer. */
  async settle(): Promise<void> {
    this.#stopTimer();
    await this.#saving;
    this.#stopTimer();
  }

  /** Saves without delay, such as when the network or the session is back. */
  saveNow(): void {
    if (this.#isUnsaved()) this.#saveIn(0);
  }

  /** The text is left as a draft: what the server lacks it still gets. */
  async leave(): Promise<void> {
    await this.settle();
    if (this.#pending === null && this.#isUnsaved()) await this.#save();
    this.stop();
  }

  /** The server has the text, as an entry or for one: nothing is kept here any more. */
  end(): void {
    this.stop();
    this.#forget('nothing');
  }

  async discard(): Promise<Sent | null> {
    await this.settle();
    const answer = this.isOnServer ? await this.#discardOnServer() : null;
    if (answer === null || answer.outcome === 'confirmed') this.end();
    return answer;
  }

  stop(): void {
    this.#isOver = true;
    this.#stopTimer();
  }

  #saveIn(ms: number): void {
    this.#stopTimer();
    if (this.#pending !== null) return;
    this.#stopTimer = this.#options.after(ms, () => {
      this.#saving ??= this.#save().finally(() => {
        this.#saving = null;
      });
    });
  }

  async #save(): Promise<void> {
    const text = this.#text;
    if (this.#isOver) return;
    if (text.isUntouched) await this.#discardOnServer();
    else if (text.entry === null) this.#keepHere('the marked fields have to be put right first');
    else this.#afterSave(text, await this.#saveOnServer(text.entry, text.base));
  }

  #saveOnServer(entry: EntryContent, base: EditBase | null): Promise<Sent> {
    const { newId, draftId, send } = this.#options;
    this.#sent = [...this.#sent, wireText(entry)].slice(-2);
    this.#keepHere(null);
    const [entryId, entryVersion] = [base?.entryId ?? null, base?.version ?? null];
    const save = this.nextSave();
    return send({ type: 'save-draft', commandId: newId(), draftId, entry, entryId, entryVersion, save });
  }

  #afterSave(text: KeptText, answer: Sent): void {
    if (this.#isOver) return;
    switch (answer.outcome) {
      case 'confirmed':
        this.#failures = 0;
        this.#confirmed = text;
        if (this.#text !== text) this.#saveIn(SAVE_AFTER_MS);
        else if (this.#pending === null && !hasMoreThanDraft(text)) this.#forget('saved');
        return;
      case 'unreachable':
        this.#keepHere(answer.reason);
        this.#saveIn(AGAIN_AFTER_MS[this.#failures] ?? AGAIN_AT_MOST_AFTER_MS);
        this.#failures += 1;
        return;
      case 'signed-out':
        return this.#keepHere('your session has ended');
      case 'refused':
        this.#keepHere(answer.problem.detail);
        return this.#afterRefusal(answer.problem);
      default:
        answer satisfies never;
    }
  }

  #afterRefusal(problem: Problem): void {
    const entry = publishedAs(problem);
    if (entry !== null) this.#options.onPublished(entry);
  }

  async #discardOnServer(): Promise<Sent> {
    const { newId, draftId, send } = this.#options;
    const answer = await send({ type: 'discard-draft', commandId: newId(), draftId });
    if (answer.outcome !== 'confirmed') return answer;
    this.#sent = [];
    if (this.#text.isUntouched) this.#forget('nothing');
    return answer;
  }

  #isUnsaved(): boolean {
    if (this.#isOver || this.#text === this.#confirmed) return false;
    return !this.#text.isUntouched || this.isOnServer;
  }

  #keepHere(reason: string | null): void {
    const { storage, articleId, userId, draftId, now, onKeeping } = this.#options;
    const { form, base } = this.#text;
    const [sent, pending] = [[...this.#sent], this.#pending];
    const isKept = keepLocally(storage, { articleId, userId, draftId, form, base, savedAt: now(), sent, pending });
    onKeeping({ status: isKept ? 'kept-here' : 'unkept', reason });
  }

  #forget(status: 'nothing' | 'saved'): void {
    forgetLocally(this.#options.storage, this.#options);
    this.#options.onKeeping({ status });
  }
}

/** The entry that the draft has become, where that is why the server refuses. */
export function publishedAs({ code, current }: Problem): Entry | null {
  const entry = code === 'draft-published' ? Entry.safeParse(current) : null;
  return entry?.success ? entry.data : null;
}

/** The kind and note of an edit have no place in a draft on the server. */
function hasMoreThanDraft({ form }: KeptText): boolean {
  return form.kind !== 'minor' || form.note !== '';
}
