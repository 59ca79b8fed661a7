import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Entry, Position, PublishedEntry } from '#shared/article.ts';
import type { Problem } from '#shared/commands.ts';
import type { Sent } from '../send-command.ts';
import { readCommand, type Schedule } from './composer-command.ts';
import type { ComposerParts } from './composer-parts.ts';
import {
  type ComposerCommand,
  type ComposerEvent,
  type ComposerState,
  composerReducer,
  isLocked,
  type Opening,
  openComposer,
  type Release,
  repeatable,
  UNSCHEDULED,
} from './composer-state.ts';
import { deliver } from './deliver.ts';
import { type DraftKeeper, type Keeping, publishedAs } from './draft-keeper.ts';
import { type ArticleDefaults, type EntryForm, formOf } from './entry-form.ts';
import type { FoundDraft } from './found-drafts.ts';
import { OpenDraft } from './open-draft.ts';
import { blankOpening, carriedOver, KEPT, NEW, type Origin, saysTheSame, untouchedForm } from './openings.ts';

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

/** The composer of one article: the text, how far it has come, and where it is kept meanwhile. */
export class Composer {
  readonly store: StoreApi<ComposerView>;
  readonly #options: ComposerOptions;
  readonly #parts: ComposerParts;
  readonly #draft: OpenDraft;
  /** From the first attempt to the answer, the sign-in in between included. */
  #isUnderWay = false;
  #isStopped = false;

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
    this.#draft = new OpenDraft(opening, {
      ...options,
      onKeeping: keeping => this.store.setState({ keeping }),
      onPublished: entry => this.publishedOtherwise(entry),
      onLeft: () => this.store.setState(({ left }) => ({ left: left + 1 })),
    });
  }

  get state(): ComposerState {
    return this.store.getState().composer;
  }

  type(patch: Partial<EntryForm>): void {
    const { form, progress } = this.state;
    this.#apply({ type: 'typed', patch });
    if (this.state.form === form) return;
    this.#keep();
    // What was said about the text before is over.
    if (progress.status !== 'editing' || progress.problems.length > 0) this.#parts.announce('');
  }

  /** Sends the text, or sends it again: while it is under way, and after an answer that never came, it is always the same command. */
  async publish(): Promise<void> {
    const { progress } = this.state;
    const again = repeatable(progress);
    const isMeant = isLocked(progress) || again?.type !== 'schedule-draft';
    await this.#begin(() => (isMeant ? again : null) ?? this.#command(null));
  }

  /** The text waits for its time: it goes to the drafts, and from there by itself. */
  async schedule(releaseAt: string): Promise<void> {
    if (isLocked(this.state.progress)) return;
    await this.#begin(() => this.#command({ releaseAt, save: this.#draft.keeper.nextSave() }));
  }

  /** What the server says of the draft's time. */
  setRelease(release: Release): void {
    this.#apply({ type: 'release-known', release });
  }

  /** Somebody else discarded the draft; the text here begins one again, without a time. */
  revive(): void {
    if (isLocked(this.state.progress)) return;
    this.setRelease(UNSCHEDULED);
    this.#keep();
    this.#parts.announce('Somebody discarded this draft: it is not scheduled any more. Your text is kept', 'problem');
  }

  /** The draft was published, but not from here: at its time, or by somebody else. */
  publishedOtherwise(entry: Entry): void {
    if (!this.#isStopped && !isLocked(this.state.progress)) this.#yield(entry);
  }

  edit(entry: PublishedEntry): boolean {
    const form = formOf(entry, this.#options.article());
    const base = { entryId: entry.id, version: entry.version, number: entry.number };
    return this.#open({ draftId: this.#parts.newId(), form, opened: form, base });
  }

  /** Goes on with a draft; not where another tab has it open. */
  async resume({ draftId, form, base, release, pending, sent, where }: FoundDraft): Promise<boolean> {
    const claim = this.#parts.claim(draftId);
    if ((await claim) === null) return false;
    const known = base && { ...base, number: base.number ?? this.#options.entry(base.entryId)?.number ?? null };
    const entry = known === null ? undefined : this.#options.entry(known.entryId);
    const opened = untouchedForm(entry, this.#options.article());
    return this.#open({ draftId, form, opened, base: known, release, pending }, { sent, where, claim });
  }

  /** An empty composer; what was in it stays as a draft. */
  startNew(): boolean {
    return this.#open(this.#blank());
  }

  async discard(): Promise<void> {
    if (isLocked(this.state.progress)) return;
    const answer = await this.#draft.keeper.discard();
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
    this.#keep();
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
    this.#keep();
    this.#parts.announce('Your text is now a new entry');
  }

  /** The network or the session is back. */
  retry(): void {
    const { progress } = this.state;
    this.#draft.keeper.saveNow();
    if (progress.status === 'failed' && progress.cause !== 'refused') void this.publish();
  }

  /** The desk is left: what the server lacks it still gets. */
  stop(): void {
    this.#isStopped = true;
    this.#draft.stop();
  }

  #apply(event: ComposerEvent): void {
    this.store.setState({ composer: composerReducer(this.state, event) });
  }

  async #begin(command: () => ComposerCommand | null): Promise<void> {
    if (this.#isUnderWay || this.state.progress.status === 'conflict') return;
    const sent = command();
    if (sent === null) return;
    this.#isUnderWay = true;
    await this.#send(sent, this.#draft.keeper);
    this.#isUnderWay = false;
  }

  #command(schedule: Schedule | null): ComposerCommand | null {
    const naming = { commandId: this.#parts.newId(), isDraftOnServer: this.#draft.keeper.isOnServer, schedule };
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
        keeper.end();
        this.#options.onConfirmed(sent.answer.position);
        this.#clear(next => ({ type: 'confirmed', entryId: sent.answer.entryId ?? null, next }));
        return;
      case 'refused':
        return this.#refused(sent.problem, keeper);
      case 'unreachable':
        return this.#apply({ type: 'unreachable', reason: sent.reason });
      case 'signed-out':
        return;
      default:
        sent satisfies never;
    }
  }

  #refused(problem: Problem, keeper: DraftKeeper): void {
    const entry = publishedAs(problem);
    keeper.mark(null);
    if (entry !== null) return this.#yield(entry);
    keeper.saveNow();
    this.#apply({ type: 'refused', problem });
  }

  /** An empty composer after what was in it went out; answers the keeper of that. */
  #clear(event: (next: Opening) => ComposerEvent): DraftKeeper {
    const next = this.#blank();
    const before = this.#draft.replace(next);
    this.#apply(event(next));
    this.store.setState(({ opened }) => ({ keeping: { status: 'nothing' }, opened: opened + 1 }));
    return before;
  }

  /** The draft has become this entry. What the entry does not say is not lost: it goes on as a change to it. */
  #yield(entry: Entry): void {
    const article = this.#options.article();
    const { form } = this.state;
    const isPublic = `The draft was published as No. ${entry.number}`;
    if (saysTheSame(form, entry, article)) {
      this.#clear(next => ({ type: 'published-otherwise', entryId: entry.id, next })).end();
      this.#parts.announce(isPublic);
      return;
    }
    const draft = carriedOver(this.#parts.newId(), entry, article);
    const before = this.#draft.replace({ ...draft, form });
    this.#apply({ type: 'carried-over', draft });
    this.#keep();
    before.end();
    this.#parts.announce(`${isPublic}. What you see here is now a change to it`);
  }

  #open(opening: Opening, from: Origin = NEW): boolean {
    const claim = from.claim ?? this.#parts.claim(opening.draftId);
    if (this.#isStopped || isLocked(this.state.progress)) {
      void claim.then(release => release?.());
      if (!this.#isStopped)
        this.#parts.announce('The text in the composer has not been confirmed yet: wait for it, or try again');
      return false;
    }
    this.#draft.change(opening, from, claim);
    this.#apply({ type: 'opened', opening });
    this.store.setState(({ opened }) => ({ keeping: KEPT[from.where], opened: opened + 1 }));
    return true;
  }

  #blank(): Opening {
    return blankOpening(this.#parts.newId(), this.#options.article());
  }

  #keep(): void {
    this.#draft.keep(this.state);
  }
}
