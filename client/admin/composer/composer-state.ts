import { Entry } from '#shared/article.ts';
import type { ArticleCommand, Draft, Problem } from '#shared/commands.ts';
import { type FieldProblem, problemsOfRefusal } from '../fields/problems.ts';
import type { Waiting } from '../send-command.ts';
import type { EntryForm } from './entry-form.ts';

/** What the composer sends when the text is done. Drafts are saved in their own way meanwhile. */
export type ComposerCommand = Extract<ArticleCommand, { type: 'publish-entry' | 'edit-entry' | 'schedule-draft' }>;

/** When the draft is released by itself, and what kept it from that the last time. */
export type Release = Pick<Draft, 'releaseAt' | 'releaseProblem'>;

export const UNSCHEDULED: Release = { releaseAt: null, releaseProblem: null };

/** The published entry that the text would change. `number` is null where the entry is not among those at hand. */
export interface EditBase {
  readonly entryId: string;
  readonly version: number;
  readonly number: number | null;
}

/**
 * How far the text has come. While the server may have it (`sending`, and `failed` without a definite answer) it is locked: the only
 * way on is the same command under the same id, so that nothing is published twice.
 */
export type Progress =
  | { readonly status: 'editing'; readonly problems: readonly FieldProblem[] }
  | { readonly status: 'sending'; readonly command: ComposerCommand; readonly waiting: Waiting | null }
  | {
      readonly status: 'failed';
      readonly cause: 'unreachable' | 'signed-out' | 'refused';
      readonly command: ComposerCommand;
      readonly reason: string;
      readonly problems: readonly FieldProblem[];
    }
  | { readonly status: 'conflict'; readonly current: Entry }
  | { readonly status: 'sent'; readonly what: 'publish-entry' | 'edit-entry'; readonly entryId: string | null }
  | { readonly status: 'sent'; readonly what: 'schedule-draft'; readonly releaseAt: string };

export interface ComposerState {
  readonly draftId: string;
  readonly form: EntryForm;
  /** What the text was when it was opened: as long as it is still this, there is nothing to keep. */
  readonly opened: EntryForm;
  readonly base: EditBase | null;
  readonly release: Release;
  readonly progress: Progress;
}

/** Another text in the composer. */
export interface Opening {
  readonly draftId: string;
  readonly form: EntryForm;
  readonly opened: EntryForm;
  readonly base: EditBase | null;
  readonly release?: Release;
  /** A command whose answer never came, from before the page was loaded. */
  readonly pending?: ComposerCommand | null;
}

export type ComposerEvent =
  | { readonly type: 'typed'; readonly patch: Partial<EntryForm> }
  | { readonly type: 'found-wrong'; readonly problems: readonly FieldProblem[] }
  | { readonly type: 'sending'; readonly command: ComposerCommand }
  | { readonly type: 'waiting'; readonly waiting: Waiting }
  | { readonly type: 'confirmed'; readonly entryId: string | null; readonly next: Opening }
  | { readonly type: 'refused'; readonly problem: Problem }
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'signed-out' }
  | { readonly type: 'overtaken'; readonly current: Entry }
  | { readonly type: 'rebased'; readonly version: number; readonly theirs: EntryForm }
  | { readonly type: 'detached' }
  | { readonly type: 'release-known'; readonly release: Release }
  | { readonly type: 'published-otherwise'; readonly entryId: string; readonly next: Opening }
  | { readonly type: 'carried-over'; readonly draft: Omit<Opening, 'form'> }
  | { readonly type: 'opened'; readonly opening: Opening };

export function composerReducer(state: ComposerState, event: ComposerEvent): ComposerState {
  switch (event.type) {
    case 'typed':
      return typed(state, event.patch);
    case 'found-wrong':
      return isLocked(state.progress) ? state : { ...state, progress: { status: 'editing', problems: event.problems } };
    case 'sending':
      return { ...state, progress: { status: 'sending', command: event.command, waiting: null } };
    case 'waiting':
      return state.progress.status === 'sending'
        ? { ...state, progress: { ...state.progress, waiting: event.waiting } }
        : state;
    case 'confirmed':
      return confirmed(state, event);
    case 'refused':
      return refused(state, event.problem);
    case 'unreachable':
      return failed(state, { cause: 'unreachable', reason: event.reason, problems: [] });
    case 'signed-out':
      return failed(state, { cause: 'signed-out', reason: 'Your session has ended', problems: [] });
    case 'overtaken':
      return isLocked(state.progress) ? state : { ...state, progress: { status: 'conflict', current: event.current } };
    case 'rebased':
      return rebased(state, event);
    case 'detached':
      return { ...state, base: null, form: { ...state.form, kind: 'minor', note: '' }, progress: EDITING };
    case 'release-known':
      return { ...state, release: event.release };
    case 'published-otherwise':
      return { ...openComposer(event.next), progress: published(event.entryId) };
    case 'carried-over':
      return openComposer({ ...event.draft, form: state.form });
    case 'opened':
      return isLocked(state.progress) ? state : openComposer(event.opening);
    default:
      return event satisfies never;
  }
}

export function openComposer({ pending, release = UNSCHEDULED, ...rest }: Opening): ComposerState {
  if (!pending) return { ...rest, release, progress: EDITING };
  const reason = 'The page was closed before the server answered';
  const progress: Progress = { status: 'failed', cause: 'unreachable', command: pending, reason, problems: [] };
  return { ...rest, release, progress };
}

/** Whether the text must stay as it is because the server may already have it. */
export function isLocked(progress: Progress): boolean {
  switch (progress.status) {
    case 'sending':
      return true;
    case 'failed':
      return progress.cause !== 'refused';
    case 'editing':
    case 'conflict':
    case 'sent':
      return false;
    default:
      return progress satisfies never;
  }
}

/** The command to send again as it is; null where what comes next needs an id of its own. */
export function repeatable(progress: Progress): ComposerCommand | null {
  return progress.status === 'failed' ? progress.command : null;
}

export function problemsIn(progress: Progress): readonly FieldProblem[] {
  return progress.status === 'editing' || progress.status === 'failed' ? progress.problems : [];
}

const EDITING: Progress = { status: 'editing', problems: [] };

function typed(state: ComposerState, patch: Partial<EntryForm>): ComposerState {
  if (isLocked(state.progress) || state.progress.status === 'conflict') return state;
  const changed = new Set(Object.keys(patch).map(fieldOf));
  const problems = problemsIn(state.progress).filter(
    ({ field }) => field !== '' && !changed.has(field.split('.', 1)[0] ?? ''),
  );
  return { ...state, form: { ...state.form, ...patch }, progress: { status: 'editing', problems } };
}

function fieldOf(key: string): string {
  return key === 'displayDate' || key === 'displayTime' ? 'displayAt' : key;
}

/** Theirs is the base now: what I changed stays as I wrote it, what I left alone is as they left it. */
function rebased(state: ComposerState, event: Extract<ComposerEvent, { type: 'rebased' }>): ComposerState {
  if (state.base === null) return state;
  const { form, opened } = state;
  const changed = Object.entries(form).filter(([key, value]) => !isSame(value, opened[key as keyof EntryForm]));
  return {
    ...state,
    form: { ...event.theirs, ...Object.fromEntries(changed) },
    opened: event.theirs,
    base: { ...state.base, version: event.version },
    progress: EDITING,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function confirmed(state: ComposerState, event: Extract<ComposerEvent, { type: 'confirmed' }>): ComposerState {
  if (state.progress.status !== 'sending') return state;
  return { ...openComposer(event.next), progress: sent(state.progress.command, event.entryId) };
}

function sent(command: ComposerCommand, entryId: string | null): Progress {
  if (command.type === 'schedule-draft') return { status: 'sent', what: command.type, releaseAt: command.releaseAt };
  return { status: 'sent', what: command.type, entryId };
}

function published(entryId: string): Progress {
  return { status: 'sent', what: 'publish-entry', entryId };
}

function refused(state: ComposerState, problem: Problem): ComposerState {
  const current = problem.status === 409 ? Entry.safeParse(problem.current) : null;
  if (current?.success) return { ...state, progress: { status: 'conflict', current: current.data } };
  return failed(state, { cause: 'refused', reason: problem.detail, problems: problemsOfRefusal(problem) });
}

function failed(
  state: ComposerState,
  why: Omit<Extract<Progress, { status: 'failed' }>, 'status' | 'command'>,
): ComposerState {
  if (state.progress.status !== 'sending') return state;
  return { ...state, progress: { status: 'failed', command: state.progress.command, ...why } };
}
