import { type FormEvent, type ReactNode, useState } from 'react';
import { Dialog } from '../dialog.tsx';
import { TimeField } from '../fields/time-field.tsx';
import { wallTimeOf } from '../fields/zoned-time.ts';
import { momentOf, readRelease, suggestedTime, timeUntil } from './release-times.ts';

interface ScheduleDialogProps {
  /** The time it has already. */
  readonly releaseAt: string | null;
  readonly timeZone: string;
  readonly onSchedule: (releaseAt: string) => void;
  readonly onClose: () => void;
}

/** When the text is to be published by itself. */
export function ScheduleDialog({ releaseAt, timeZone, onSchedule, onClose }: ScheduleDialogProps): ReactNode {
  const [typed, setTyped] = useState(() =>
    releaseAt === null ? suggestedTime(timeZone, Date.now()) : wallTimeOf(releaseAt, timeZone),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const read = readRelease(typed, timeZone, Date.now());
  function submit(event: FormEvent): void {
    event.preventDefault();
    const now = readRelease(typed, timeZone, Date.now());
    if (!now.ok) return setProblem(now.reason);
    onClose();
    onSchedule(now.releaseAt);
  }
  return (
    <Dialog title={releaseAt === null ? 'Schedule this entry' : 'Change its time'} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <TimeField
          label="Published by itself"
          {...typed}
          timeZone={timeZone}
          hint="As the draft stands then; until then it may be changed."
          problem={problem}
          onChange={when => {
            setTyped(when);
            setProblem(null);
          }}
        />
        <p className="quiet" role="status">
          {read.ok ? `${momentOf(read.releaseAt, timeZone)}: ${timeUntil(read.releaseAt, Date.now())}` : ''}
        </p>
        <div className="buttons">
          <button type="submit" className="button button-main">
            Schedule
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
