import { type ReactNode, useId } from 'react';

export interface TimeFieldProps {
  readonly label: string;
  readonly date: string;
  readonly time: string;
  readonly onChange: (when: { readonly date: string; readonly time: string }) => void;
  readonly timeZone: string;
  readonly hint: string;
  readonly problem: string | null;
  readonly readOnly?: boolean;
}

const HOURS_AND_MINUTES = '00:00'.length;

/** A day and a time of day, as clocks in the article's zone show them. */
export function TimeField({
  label,
  date,
  time,
  onChange,
  timeZone,
  hint,
  problem,
  readOnly = false,
}: TimeFieldProps): ReactNode {
  const id = useId();
  const described = `${id}-hint${problem ? ` ${id}-problem` : ''}`;
  const links = { 'aria-describedby': described, readOnly, ...(problem ? { 'aria-invalid': true as const } : {}) };
  return (
    <fieldset className={problem ? 'fields-in-row field-wrong' : 'fields-in-row'}>
      <legend>{label}</legend>
      <div className="field">
        <label htmlFor={`${id}-date`}>Day</label>
        <input
          {...links}
          id={`${id}-date`}
          type="date"
          value={date}
          onChange={event => onChange({ date: event.target.value, time })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-time`}>Time of day</label>
        <input
          {...links}
          id={`${id}-time`}
          type="time"
          step={time.length > HOURS_AND_MINUTES ? 1 : 60}
          value={time}
          onChange={event => onChange({ date, time: event.target.value })}
        />
      </div>
      <p className="hint" id={`${id}-hint`}>
        {hint} In {timeZone}.
      </p>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
