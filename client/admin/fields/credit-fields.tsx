import type { ReactNode } from 'react';
import { MAX_AUTHORS, SOURCE_KINDS, type Source } from '#shared/article.ts';
import { type CreditForm, isFilledCredit, type SourceForm } from './credits.ts';
import { SelectField, TextField } from './field.tsx';
import { type FieldProblem, problemAt } from './problems.ts';
import { Rows } from './rows.tsx';

const KIND_NAMES: Readonly<Record<Source['kind'], string>> = {
  own: 'Own reporting',
  wire: 'News agency',
  official: 'Official',
  social: 'Social media',
  reader: 'From a reader',
};
const KINDS = SOURCE_KINDS.map(value => ({ value, label: KIND_NAMES[value] }));

interface SourceFieldsProps {
  readonly source: SourceForm;
  readonly onChange: (source: SourceForm) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly?: boolean;
}

/** Who said so: name, kind, link. */
export function SourceFields({ source, onChange, problems, readOnly = false }: SourceFieldsProps): ReactNode {
  const at = (field: string) => problemAt(problems, `source.${field}`);
  return (
    <fieldset className="fields-in-row">
      <legend>Source</legend>
      <TextField
        label="Source name"
        value={source.name}
        readOnly={readOnly}
        problem={at('name')}
        onChange={name => onChange({ ...source, name })}
      />
      <SelectField
        label="Kind of source"
        value={source.kind}
        options={KINDS}
        disabled={readOnly}
        problem={at('kind')}
        onChange={kind => onChange({ ...source, kind })}
      />
      <TextField
        label="Link to the source"
        type="url"
        inputMode="url"
        value={source.url}
        readOnly={readOnly}
        problem={at('url')}
        onChange={url => onChange({ ...source, url })}
      />
    </fieldset>
  );
}

interface AuthorsFieldProps {
  readonly authors: readonly CreditForm[];
  readonly onChange: (authors: readonly CreditForm[]) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly?: boolean;
}

const NOBODY: CreditForm = { name: '', role: '' };

/** Rows of name and role. Problems count only the rows that hold something, for empty ones are not sent. */
export function AuthorsField({ authors, onChange, problems, readOnly = false }: AuthorsFieldProps): ReactNode {
  const sentPlace = (place: number) => authors.slice(0, place).filter(isFilledCredit).length;
  return (
    <Rows
      legend="Authors"
      what="author"
      rows={authors}
      blank={NOBODY}
      max={MAX_AUTHORS}
      problem={problems.find(problem => problem.field === 'authors')?.reason ?? null}
      {...{ onChange, readOnly }}
    >
      {(author, change, place) => (
        <>
          <TextField
            label={`Name of author ${place + 1}`}
            value={author.name}
            readOnly={readOnly}
            problem={problemAt(problems, `authors.${sentPlace(place)}.name`)}
            onChange={name => change({ ...author, name })}
          />
          <TextField
            label={`Role of author ${place + 1}`}
            placeholder="in Houston"
            value={author.role}
            readOnly={readOnly}
            problem={problemAt(problems, `authors.${sentPlace(place)}.role`)}
            onChange={role => change({ ...author, role })}
          />
        </>
      )}
    </Rows>
  );
}
