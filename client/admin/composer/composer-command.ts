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

/** What the composer would send, or why it cannot. `releaseAt`: the text is to wait for that time. */
export function readCommand(
  state: ComposerState,
  article: ArticleDefaults,
  { releaseAt, ...naming }: Naming & { readonly releaseAt: string | null },
): CommandRead {
  const { form, base, draftId } = state;
  const read = readEntry(form, article);
  if (!read.ok) return read;
  const problems = [...problemsOfPublishing(read.entry), ...(base === null ? [] : problemsOfChange(state))];
  if (problems.length > 0) return { ok: false, problems };
  if (releaseAt !== null) {
    const { commandId } = naming;
    return { ok: true, command: { type: 'schedule-draft', commandId, draftId, releaseAt, entry: read.entry } };
  }
  const draft = naming.isDraftOnServer ? { draftId } : {};
  const common = { commandId: naming.commandId, entry: read.entry, ...draft };
  if (base === null) return { ok: true, command: { type: 'publish-entry', ...common } };
  const { entryId, version: expectedVersion } = base;
  const { kind } = form;
  const note = kind === 'minor' || form.note.trim() === '' ? null : form.note.trim();
  return { ok: true, command: { type: 'edit-entry', ...common, entryId, expectedVersion, kind, note } };
}

function problemsOfChange({ form, opened }: ComposerState): FieldProblem[] {
  const unchanged = isSameForm(form, opened) ? [{ field: '', reason: 'Nothing has been changed yet' }] : [];
  return [...problemsOfEdit(form), ...unchanged];
}
