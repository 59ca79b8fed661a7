import type { ReactNode } from 'react';
import { Dialog } from '../dialog.tsx';
import { TimeForm } from '../fields/time-form.tsx';

interface ScheduleDialogProps {
  /** The time it has already. */
  readonly releaseAt: string | null;
  readonly timeZone: string;
  readonly onSchedule: (releaseAt: string) => void;
  readonly onClose: () => void;
}

/** When the text is to be published by itself. */
export function ScheduleDialog({ releaseAt, timeZone, onSchedule, onClose }: ScheduleDialogProps): ReactNode {
  async function schedule(wanted: string): Promise<null> {
    onClose();
    onSchedule(wanted);
    return null;
  }
  return (
    <Dialog title={releaseAt === null ? 'Schedule this entry' : 'Change its time'} onClose={onClose}>
      <TimeForm
        label="Published by itself"
        hint="As the draft stands then; until then it may be changed."
        action="Schedule"
        given={releaseAt}
        timeZone={timeZone}
        onChoose={schedule}
        onCancel={onClose}
      />
    </Dialog>
  );
}
