import type { ReactNode } from 'react';
import { EDIT_KINDS, type EditKind } from '#shared/article.ts';
import { SelectField, TextField } from '../fields/field.tsx';
import { type FieldProblem, problemAt } from '../fields/problems.ts';
import type { EntryForm } from './entry-form.ts';

interface EditFieldsProps {
  readonly form: EntryForm;
  readonly onChange: (patch: Partial<EntryForm>) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly: boolean;
}

const KIND_LABELS: Readonly<Record<EditKind, string>> = {
  minor: 'Minor: readers are not told',
  update: 'Update: there is news',
  clarification: 'Clarification: it could be misread',
  correction: 'Correction: it was wrong',
};
const KINDS = EDIT_KINDS.map(value => ({ value, label: KIND_LABELS[value] }));

/** What readers are told about a change to a published entry. */
export function EditFields({ form, onChange, problems, readOnly }: EditFieldsProps): ReactNode {
  const { kind, note } = form;
  const isNoteNeeded = kind === 'clarification' || kind === 'correction';
  return (
    <div className="fields-in-row">
      <SelectField
        label="Kind of change"
        value={kind}
        options={KINDS}
        disabled={readOnly}
        problem={problemAt(problems, 'kind')}
        onChange={changed => onChange({ kind: changed })}
      />
      {kind !== 'minor' && (
        <TextField
          label="Note to readers"
          hint={
            isNoteNeeded ? 'What was wrong or unclear; shown with the entry.' : 'Shown with the entry; may stay empty.'
          }
          value={note}
          readOnly={readOnly}
          problem={problemAt(problems, 'note')}
          onChange={changed => onChange({ note: changed })}
        />
      )}
    </div>
  );
}
