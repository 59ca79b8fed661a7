import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Entry, Position, PublishedEntry } from '#shared/article.ts';
import type { Sent } from '../send-command.ts';
import { readCommand } from './composer-command.ts';
import type { ComposerParts } from './composer-parts.ts';
import {
  type ComposerCommand,
  type ComposerEvent,
  type ComposerState,
  composerReducer,
  type EditBase,
  isLocked,
  type Opening,
  openComposer,
  repeatable,
} from './composer-state.ts';
import { deliver } from './deliver.ts';
import { DraftKeeper, type Keeping, type KeptText } from './draft-keeper.ts';
import { type ArticleDefaults, type EntryForm, emptyForm, formOf, isSameForm, readEntry } from './entry-form.ts';
import type { FoundDraft } from './found-drafts.ts';

export interface ComposerView {
  readonly composer: ComposerState;
  readonly keeping: Keeping;
  /** Counts the texts that were opened; another one means another document in the editor. */
  readonly opened: number;
  /** Counts the texts that were left and have been saved as drafts since. */
  readonly left: number;
}

export interface ComposerOptions {
  readonly articleId: string;
  readonly userId: string;
  /** As the article stands: it may be edited while somebody writes in it. */
  readonly article: () => ArticleDefaults;
  /** The entry as far as it is at hand. */
  readonly entry: (entryId: string) => Entry | undefined;
  /** The log has come this far by what was sent from here. */
  readonly onConfirmed: (position: Position) => void;
  readonly parts: ComposerParts;
}

/** Where a text that is opened comes from. */
interface Origin {
  readonly where: FoundDraft['where'] | 'nowhere';
  readonly sent: readonly string[];
  readonly claim?: Promise<(() => void) | null>;
}

const NEW: Origin = { where: 'nowhere', sent: [] };
const KEPT: Readonly<Record<Origin['where'], Keeping>> = {
  nowhere: { status: 'nothing' },
  server: { status: 'saved' },
  device: { status: 'kept-here', reason: null },
};

/** The composer of one article: the text, how far it has come, and where it is kept meanwhile. */
export class Composer {
  readonly store: StoreApi<ComposerView>;
  readonly #options: ComposerOptions;
  readonly #parts: ComposerParts;
  #keeper: DraftKeeper;
  #claim: Promise<(() => void) | null>;
  /** From the first attempt to the answer, the sign-in in between included. */
  #isUnderWay = false;
  #isStopped = false;
  /** Drafts that were left and are still being saved. */
  readonly #leaving = new Map<string, DraftKeeper>();

  constructor(options: ComposerOptions) {
    this.#options = options;
    this.#parts = options.parts;
    const opening = this.#blank();
    this.store = createStore(() => ({
      composer: openComposer(opening),
      keeping: { status: 'nothing' },
      opened: 1,
      left: 0,
    }));
    this.#keeper = this.#keeperOf(opening, NEW);
    this.#claim = this.#parts.claim(opening.draftId);
  }

  get state(): ComposerState {
    return this.store.getState().composer;
  }

  type(patch: Partial<EntryForm>): void {
    const { form, progress } = this.state;
    this.#apply({ type: 'typed', patch });
    if (this.state.form === form) return;
    this.#keeper.keep(this.#text());
    // What was said about the text before is over.
    if (progress.status !== 'editing' || progress.problems.length > 0) this.#parts.announce('');
  }

  /** Sends the text, or sends it again: while it is under way, and after an answer that never came, it is always the same command. */
  async publish(): Promise<void> {
    const { progress } = this.state;
    if (this.#isUnderWay || progress.status === 'conflict') return;
    const command = repeatable(progress) ?? this.#command();
    if (command === null) return;
    this.#isUnderWay = true;
    await this.#send(command, this.#keeper);
    this.#isUnderWay = false;
  }

  edit(entry: PublishedEntry): boolean {
    const form = formOf(entry, this.#options.article());
    const base = { entryId: entry.id, version: entry.version, number: entry.number };
    return this.#open({ draftId: this.#parts.newId(), form, opened: form, base });
  }

  /** Goes on with a draft; not where another tab has it open. */
  async resume({ draftId, form, base, pending, sent, where }: FoundDraft): Promise<boolean> {
    const claim = this.#parts.claim(draftId);
    if ((await claim) === null) return false;
    const known = base && { ...base, number: base.number ?? this.#options.entry(base.entryId)?.number ?? null };
    return this.#open({ draftId, form, opened: this.#untouched(known), base: known, pending }, { sent, where, claim });
  }

  /** An empty composer; what was in it stays as a draft. */
  startNew(): boolean {
    return this.#open(this.#blank());
  }

  async discard(): Promise<void> {
    if (isLocked(this.state.progress)) return;
    const answer = await this.#keeper.discard();
    if (answer !== null && answer.outcome !== 'confirmed') this.#parts.announce('The draft could not be discarded');
    else this.#open(this.#blank());
  }

  /** Shows the entry as somebody else left it beside what is written here. */
  compare(current: Entry): void {
    this.#apply({ type: 'overtaken', current });
  }

  /** After a conflict: my text, as a change to what stands now. */
  keepMine(): void {
    const { progress } = this.state;
    if (progress.status !== 'conflict') return;
    const { current } = progress;
    if (current.retraction !== null) return;
    this.#apply({ type: 'rebased', version: current.version, theirs: formOf(current, this.#options.article()) });
    this.store.setState(({ opened }) => ({ opened: opened + 1 }));
    this.#keeper.keep(this.#text());
    this.#parts.announce('Your text is now a change to the entry as it stands');
  }

  /** After a conflict: what stands now, and my text goes. */
  async takeTheirs(): Promise<void> {
    const { progress } = this.state;
    if (progress.status !== 'conflict') return;
    const { current } = progress;
    await this.discard();
    if (this.state.base !== null) return;
    if (current.retraction === null) this.edit(current);
    this.#parts.announce('Your text was discarded');
  }

  /** The entry was withdrawn: my text, as an entry of its own. */
  detach(): void {
    this.#apply({ type: 'detached' });
    this.#keeper.keep(this.#text());
    this.#parts.announce('Your text is now a new entry');
  }

  /** The network or the session is back. */
  retry(): void {
    const { progress } = this.state;
    this.#keeper.saveNow();
    if (progress.status === 'failed' && progress.cause !== 'refused') void this.publish();
  }

  /** The desk is left: what the server lacks it still gets. */
  stop(): void {
    this.#isStopped = true;
    this.#leave();
    void this.#claim.then(release => release?.());
  }

  #apply(event: ComposerEvent): void {
    this.store.setState({ composer: composerReducer(this.state, event) });
  }

  #command(): ComposerCommand | null {
    const naming = { commandId: this.#parts.newId(), isDraftOnServer: this.#keeper.isOnServer };
    const read = readCommand(this.state, this.#options.article(), naming);
    if (read.ok) return read.command;
    this.#apply({ type: 'found-wrong', problems: read.problems });
    this.#parts.announce(`Not sent: ${read.problems.map(problem => problem.reason).join('. ')}`, 'problem');
    return null;
  }

  async #send(command: ComposerCommand, keeper: DraftKeeper): Promise<void> {
    this.#apply({ type: 'sending', command });
    keeper.mark(command);
    await keeper.settle();
    this.#conclude(await deliver(command, this.#parts, event => this.#apply(event)), keeper);
  }

  #conclude(sent: Sent, keeper: DraftKeeper): void {
    switch (sent.outcome) {
      case 'confirmed':
        keeper.published();
        this.#options.onConfirmed(sent.answer.position);
        return this.#cleared(sent.answer.entryId ?? null);
      case 'refused':
        keeper.mark(null);
        keeper.saveNow();
        return this.#apply({ type: 'refused', problem: sent.problem });
      case 'unreachable':
        return this.#apply({ type: 'unreachable', reason: sent.reason });
      case 'signed-out':
        return;
      default:
        sent satisfies never;
    }
  }

  #cleared(entryId: string | null): void {
    const next = this.#blank();
    this.#keeper = this.#keeperOf(next, NEW);
    this.#release(this.#parts.claim(next.draftId));
    this.#apply({ type: 'confirmed', entryId, next });
    this.store.setState(({ opened }) => ({ keeping: { status: 'nothing' }, opened: opened + 1 }));
  }

  #open(opening: Opening, from: Origin = NEW): boolean {
    const claim = from.claim ?? this.#parts.claim(opening.draftId);
    if (this.#isStopped || isLocked(this.state.progress)) {
      void claim.then(release => release?.());
      if (!this.#isStopped)
        this.#parts.announce('The text in the composer has not been confirmed yet: wait for it, or try again');
      return false;
    }
    this.#leave();
    this.#leaving.get(opening.draftId)?.stop();
    this.#keeper = this.#keeperOf(opening, from);
    this.#release(claim);
    this.#apply({ type: 'opened', opening });
    this.store.setState(({ opened }) => ({ keeping: KEPT[from.where], opened: opened + 1 }));
    return true;
  }

  #release(next: Promise<(() => void) | null>): void {
    void this.#claim.then(release => release?.());
    this.#claim = next;
  }

  #leave(): void {
    const { draftId } = this.state;
    const keeper = this.#keeper;
    this.#leaving.set(draftId, keeper);
    void keeper.leave().then(() => {
      this.#leaving.delete(draftId);
      this.store.setState(({ left }) => ({ left: left + 1 }));
    });
  }

  #blank(): Opening {
    const form = emptyForm(this.#options.article());
    return { draftId: this.#parts.newId(), form, opened: form, base: null };
  }

  /** What the composer would hold had nobody typed. */
  #untouched(base: EditBase | null): EntryForm {
    const article = this.#options.article();
    const entry = base === null ? undefined : this.#options.entry(base.entryId);
    return entry?.retraction === null ? formOf(entry, article) : emptyForm(article);
  }

  #text(): KeptText {
    const { form, base, opened } = this.state;
    const read = readEntry(form, this.#options.article());
    return { form, base, entry: read.ok ? read.entry : null, isUntouched: isSameForm(form, opened) };
  }

  #keeperOf({ draftId, form, base, opened }: Opening, { sent, where }: Origin): DraftKeeper {
    const { articleId, userId, article } = this.#options;
    const { storage, send, newId, now, after } = this.#parts;
    const read = readEntry(form, article());
    const keeper: DraftKeeper = new DraftKeeper({
      ...{ articleId, userId, draftId, storage, newId, now, after, sent },
      isSaved: where === 'server',
      text: { form, base, entry: read.ok ? read.entry : null, isUntouched: isSameForm(form, opened) },
      send: command => send(command, { attempts: 1 }),
      onKeeping: keeping => {
        if (keeper === this.#keeper) this.store.setState({ keeping });
      },
    });
    return keeper;
  }
}
