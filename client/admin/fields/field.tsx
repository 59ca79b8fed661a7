import { type ComponentProps, type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what stands in it. */
  readonly problem?: string | null;
}

/** What an input needs so that its label, hint and problem are read out with it. */
interface FieldLinks {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

interface FieldFrameProps extends FieldProps {
  readonly children: (links: FieldLinks) => ReactNode;
}

export function Field({ label, hint, problem, children }: FieldFrameProps): ReactNode {
  const id = useId();
  const [hintId, problemId] = [`${id}-hint`, `${id}-problem`];
  const described = [hint ? hintId : '', problem ? problemId : ''].filter(each => each !== '').join(' ');
  return (
    <div className={problem ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(problem ? { 'aria-invalid': true } : {}),
      })}
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="problem" id={problemId}>
          {problem}
        </p>
      )}
    </div>
  );
}

interface Typed {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

type TextFieldProps = FieldProps & Typed & Omit<ComponentProps<'input'>, keyof Typed | 'id'>;

export function TextField({ label, hint, problem, onChange, ...input }: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} problem={problem ?? null}>
      {links => <input {...links} {...input} onChange={event => onChange(event.target.value)} />}
    </Field>
  );
}

type AreaFieldProps = FieldProps & Typed & Omit<ComponentProps<'textarea'>, keyof Typed | 'id'>;

export function AreaField({ label, hint, problem, onChange, ...area }: AreaFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} problem={problem ?? null}>
      {links => <textarea {...links} {...area} onChange={event => onChange(event.target.value)} />}
    </Field>
  );
}

interface SelectFieldProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const { label, hint, problem, options, value, onChange, disabled = false } = props;
  return (
    <Field label={label} hint={hint} problem={problem ?? null}>
      {links => (
        <select {...links} value={value} disabled={disabled} onChange={event => onChange(event.target.value as Value)}>
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
