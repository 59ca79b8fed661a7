import type { EntryContent } from '#shared/article.ts';
import type { SaveMark } from '#shared/commands.ts';
import type { FieldProblem } from '../fields/problems.ts';
import type { ComposerCommand, ComposerState } from './composer-state.ts';
import { type ArticleDefaults, isSameForm, problemsOfEdit, problemsOfPublishing, readEntry } from './entry-form.ts';

export interface Naming {
  readonly commandId: string;
  /** Whether the draft has to go from the server with it. */
  readonly isDraftOnServer: boolean;
}

export type CommandRead =
  | { readonly ok: true; readonly command: ComposerCommand }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** That the text is to wait for its time. */
export interface Schedule {
  readonly releaseAt: string;
  readonly save: SaveMark;
}

/** What the composer would send, or why it cannot. */
export function readCommand(
  state: ComposerState,
  article: ArticleDefaults,
  { schedule, ...naming }: Naming & { readonly schedule: Schedule | null },
): CommandRead {
  const { form, base, draftId } = state;
  const read = readEntry(form, article);
  if (!read.ok) return read;
  const problems = [...problemsOfPublishing(read.entry), ...(base === null ? [] : problemsOfChange(state))];
  if (problems.length > 0) return { ok: false, problems };
  if (schedule !== null) {
    const { commandId } = naming;
    return { ok: true, command: { type: 'schedule-draft', commandId, draftId, entry: read.entry, ...schedule } };
  }
  const draft = naming.isDraftOnServer ? { draftId } : {};
  const common = { commandId: naming.commandId, entry: read.entry, ...draft };
  if (base === null) return { ok: true, command: { type: 'publish-entry', ...common } };
  const { entryId, version: expectedVersion } = base;
  const { kind } = form;
  const note = kind === 'minor' || form.note.trim() === '' ? null : form.note.trim();
  // What is left out of an edit stays as it was: what was taken away has to be said.
  const entry: EntryContent = { confirmation: null, translations: [], ...read.entry };
  return { ok: true, command: { type: 'edit-entry', ...common, entry, entryId, expectedVersion, kind, note } };
}

function problemsOfChange({ form, opened }: ComposerState): FieldProblem[] {
  const unchanged = isSameForm(form, opened) ? [{ field: '', reason: 'Nothing has been changed yet' }] : [];
  return [...problemsOfEdit(form), ...unchanged];
}
