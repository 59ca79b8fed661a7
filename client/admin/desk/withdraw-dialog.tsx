import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Entry, MAX_NOTE_CHARS, type PublishedEntry } from '#shared/article.ts';
import { act } from '../act.ts';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../fields/field.tsx';
import { newId } from '../new-id.ts';

interface WithdrawDialogProps {
  readonly entry: PublishedEntry;
  readonly articleId: string;
  readonly onClose: () => void;
  readonly onWithdrawn: () => void;
}

/** Taking an entry back cannot be undone: its text is gone everywhere, its number and a reason stay. */
export function WithdrawDialog({ entry, articleId, onClose, onWithdrawn }: WithdrawDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [expectedVersion, setExpectedVersion] = useState(entry.version);
  const [isSending, setSending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    const command = { type: 'retract-entry', commandId: newId(), entryId: entry.id, expectedVersion, reason } as const;
    const sent = await act({ articleId, command, done: `Entry ${entry.number} was withdrawn` });
    setSending(false);
    if (sent.outcome === 'confirmed') return onWithdrawn();
    if (sent.outcome !== 'refused') return setProblem('Not confirmed yet; try again');
    const current = Entry.safeParse(sent.problem.current);
    if (current.success) setExpectedVersion(current.data.version);
    setProblem(
      current.success ? `${sent.problem.detail} Look at it again before you withdraw it.` : sent.problem.detail,
    );
  }
  return (
    <Dialog title={`Withdraw entry ${entry.number}?`} onClose={onClose} focus={input}>
      <form className="stack" onSubmit={event => void submit(event)}>
        <p>Its text disappears for every reader at once and cannot be brought back. Its number and the reason stay.</p>
        <TextField
          label="Reason"
          hint="Shown to readers; may stay empty."
          ref={input}
          maxLength={MAX_NOTE_CHARS}
          value={reason}
          problem={problem}
          onChange={setReason}
        />
        <div className="buttons">
          <button type="submit" className="button button-danger" aria-disabled={isSending}>
            Withdraw entry
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
