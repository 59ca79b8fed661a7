import { type FormEvent, type ReactNode, useState } from 'react';
import { momentOf, readComingTime, suggestedTime, timeUntil } from './coming-times.ts';
import { TimeField } from './time-field.tsx';
import { wallTimeOf } from './zoned-time.ts';

interface TimeFormProps {
  readonly label: string;
  readonly hint: string;
  /** What its button says. */
  readonly action: string;
  /** The time there is already. */
  readonly given: string | null;
  readonly timeZone: string;
  /** Answers what was wrong, if anything was. */
  readonly onChoose: (instant: string) => Promise<string | null>;
  readonly onCancel: () => void;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Asks for a time to come, by the clocks of the article. */
export function TimeForm({
  label,
  hint,
  action,
  given,
  timeZone,
  onChoose,
  onCancel,
  children,
}: TimeFormProps): ReactNode {
  const [typed, setTyped] = useState(() =>
    given === null ? suggestedTime(timeZone, Date.now()) : wallTimeOf(given, timeZone),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const read = readComingTime(typed, timeZone, Date.now());
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const now = readComingTime(typed, timeZone, Date.now());
    setProblem(now.ok ? await onChoose(now.instant) : now.reason);
  }
  return (
    <form className="stack" onSubmit={event => void submit(event)} noValidate>
      <TimeField
        label={label}
        {...typed}
        timeZone={timeZone}
        hint={hint}
        problem={problem}
        onChange={when => {
          setTyped(when);
          setProblem(null);
        }}
      />
      <p className="quiet" role="status">
        {read.ok ? `${momentOf(read.instant, timeZone)}: ${timeUntil(read.instant, Date.now())}` : ''}
      </p>
      <div className="buttons">
        <button type="submit" className="button button-main">
          {action}
        </button>
        {children}
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
