import { type ReactNode, useId } from 'react';
import { Field } from './field.tsx';

export interface TimeZoneFieldProps {
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
  readonly problem: string | null;
  /** What an empty field means; null where it may not be empty. */
  readonly empty: string | null;
  readonly readOnly?: boolean;
}

export function TimeZoneField({ value, onChange, problem, empty, readOnly = false }: TimeZoneFieldProps): ReactNode {
  const listId = useId();
  return (
    <Field label="Time zone" hint={value.trim() === '' && empty !== null ? empty : nowIn(value)} problem={problem}>
      {links => (
        <>
          <input
            {...links}
            value={value}
            list={listId}
            readOnly={readOnly}
            placeholder="Europe/Moscow"
            autoCapitalize="none"
            spellCheck={false}
            onChange={event => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {Intl.supportedValuesOf('timeZone').map(zone => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** The time there shows at once whether it is the zone that was meant. */
function nowIn(timeZone: string): string {
  try {
    return `There it is ${new Intl.DateTimeFormat('en', { timeZone: timeZone.trim(), timeStyle: 'short', hourCycle: 'h23' }).format()}`;
  } catch {
    return 'A name such as Europe/Moscow';
  }
}
