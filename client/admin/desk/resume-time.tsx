import { type FormEvent, type ReactNode, useState } from 'react';
import type { Article } from '#shared/article.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { momentOf, readRelease, suggestedTime, timeUntil } from '../composer/release-times.ts';
import { Dialog } from '../dialog.tsx';
import { TimeField } from '../fields/time-field.tsx';
import { wallTimeOf } from '../fields/zoned-time.ts';
import { newId } from '../new-id.ts';

interface ResumeTimeProps {
  readonly live: LiveArticle;
  readonly readOnly: boolean;
}

/** When a paused article goes on, as readers are told; nothing for any other. */
export function ResumeTime({ live, readOnly }: ResumeTimeProps): ReactNode {
  const article = useArticle(live, ({ article }) => article.article);
  const [isOpen, setOpen] = useState(false);
  const { status, resumesAt = null, timeZone } = article;
  if (status !== 'paused') return null;
  const hasPassed = resumesAt !== null && Date.parse(resumesAt) <= live.now();
  return (
    <p className="resume-time">
      {resumesAt !== null && (
        <span>
          Back at {momentOf(resumesAt, timeZone)} in {timeZone}
          {hasPassed && ': this has passed, readers see “Paused” only'}
        </span>
      )}
      {!readOnly && (
        <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
          {resumesAt === null ? 'Say when it goes on …' : 'Change …'}
        </button>
      )}
      {isOpen && <ResumeDialog article={article} onClose={() => setOpen(false)} />}
    </p>
  );
}

interface ResumeDialogProps {
  readonly article: Article;
  readonly onClose: () => void;
}

function ResumeDialog({ article, onClose }: ResumeDialogProps): ReactNode {
  const { id, resumesAt = null, timeZone } = article;
  const [typed, setTyped] = useState(() =>
    resumesAt === null ? suggestedTime(timeZone, Date.now()) : wallTimeOf(resumesAt, timeZone),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const read = readRelease(typed, timeZone, Date.now());

  async function set(wanted: string | null): Promise<void> {
    const command = { type: 'set-status', commandId: newId(), status: 'paused', resumesAt: wanted } as const;
    const done = wanted === null ? 'No time is given any more' : `Back at ${momentOf(wanted, timeZone)}`;
    const sent = await act({ articleId: id, command, done });
    if (sent.outcome === 'confirmed') onClose();
    else setProblem(sent.outcome === 'refused' ? sent.problem.detail : 'Not confirmed yet; try again');
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    const now = readRelease(typed, timeZone, Date.now());
    if (now.ok) void set(now.releaseAt);
    else setProblem(now.reason);
  }

  return (
    <Dialog title="When does it go on?" onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <TimeField
          label="Back at"
          {...typed}
          timeZone={timeZone}
          hint="Readers are told beside “Paused”. The article does not go on by itself: set it live then."
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
            Tell readers
          </button>
          {resumesAt !== null && (
            <button type="button" className="button" onClick={() => void set(null)}>
              Give no time
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
