import { type ReactNode, useState } from 'react';
import { AuthorsField, SourceFields } from '../fields/credit-fields.tsx';
import { isFilledCredit } from '../fields/credits.ts';
import { TextField } from '../fields/field.tsx';
import { type FieldProblem, problemAt } from '../fields/problems.ts';
import { TimeField } from '../fields/time-field.tsx';
import type { EntryForm } from './entry-form.ts';

interface MoreFieldsProps {
  readonly form: EntryForm;
  readonly onChange: (patch: Partial<EntryForm>) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly: boolean;
  readonly timeZone: string;
}

const INSIDE = ['source', 'authors', 'tags', 'displayAt'];

/** What most entries do without: folded away until something is in it, or wrong with it. */
export function MoreFields({ form, onChange, problems, readOnly, timeZone }: MoreFieldsProps): ReactNode {
  const [isOpen, setOpen] = useState(() => filledOf(form).length > 0);
  const hasProblem = INSIDE.some(field => problemAt(problems, field) !== null);
  const filled = filledOf(form);
  return (
    <details
      className="fold"
      open={isOpen || hasProblem}
      onToggle={event => {
        if (event.currentTarget.open !== isOpen) setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        Source, authors, tags, time {filled.length > 0 && <span className="quiet">({filled.join(', ')})</span>}
      </summary>
      <div className="stack">
        <SourceFields source={form.source} {...{ problems, readOnly }} onChange={source => onChange({ source })} />
        <AuthorsField authors={form.authors} {...{ problems, readOnly }} onChange={authors => onChange({ authors })} />
        <TextField
          label="Tags"
          hint="Separate them with commas."
          value={form.tags}
          readOnly={readOnly}
          problem={problemAt(problems, 'tags')}
          onChange={tags => onChange({ tags })}
        />
        <TimeField
          label="Time shown"
          date={form.displayDate}
          time={form.displayTime}
          timeZone={timeZone}
          hint="Left empty: the time of publication. A day alone is enough."
          readOnly={readOnly}
          problem={problemAt(problems, 'displayAt')}
          onChange={({ date, time }) => onChange({ displayDate: date, displayTime: time })}
        />
      </div>
    </details>
  );
}

function filledOf({ source, authors, tags, displayDate }: EntryForm): string[] {
  return [
    source.name.trim(),
    ...authors.filter(isFilledCredit).map(({ name }) => name.trim()),
    tags.trim(),
    displayDate,
  ].filter(text => text !== '');
}
