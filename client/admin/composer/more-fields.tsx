import { type ReactNode, useState } from 'react';
import { AuthorsField, SourceFields } from '../fields/credit-fields.tsx';
import { isFilledCredit } from '../fields/credits.ts';
import { SelectField, TextField } from '../fields/field.tsx';
import { languageName } from '../fields/language-field.tsx';
import { type FieldProblem, problemAt } from '../fields/problems.ts';
import { TimeField } from '../fields/time-field.tsx';
import type { EntryForm } from './entry-form.ts';
import { TranslationsField } from './translations-field.tsx';

interface MoreFieldsProps {
  readonly form: EntryForm;
  readonly onChange: (patch: Partial<EntryForm>) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly: boolean;
  readonly timeZone: string;
}

const INSIDE = ['source', 'authors', 'confirmation', 'tags', 'displayAt', 'translations'];
const SURENESS = [
  { value: '', label: 'Nothing said' },
  { value: 'unconfirmed', label: 'Unconfirmed' },
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'disputed', label: 'Disputed' },
] as const;

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
        Source, authors, tags, time, translations{' '}
        {filled.length > 0 && <span className="quiet">({filled.join(', ')})</span>}
      </summary>
      <div className="stack">
        <SourceFields source={form.source} {...{ problems, readOnly }} onChange={source => onChange({ source })} />
        <AuthorsField authors={form.authors} {...{ problems, readOnly }} onChange={authors => onChange({ authors })} />
        <SelectField
          label="Confirmation"
          value={form.confirmation}
          options={SURENESS}
          disabled={readOnly}
          problem={problemAt(problems, 'confirmation')}
          onChange={confirmation => onChange({ confirmation })}
        />
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
        <TranslationsField
          translations={form.translations}
          {...{ problems, readOnly }}
          onChange={translations => onChange({ translations })}
        />
      </div>
    </details>
  );
}

function filledOf({ source, authors, confirmation, tags, displayDate, translations }: EntryForm): string[] {
  return [
    source.name.trim(),
    ...authors.filter(isFilledCredit).map(({ name }) => name.trim()),
    confirmation,
    tags.trim(),
    displayDate,
    ...translations.map(({ language }) => (language.trim() === '' ? 'a translation' : languageName(language.trim()))),
  ].filter(text => text !== '');
}
