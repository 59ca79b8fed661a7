import { type ReactNode, useState } from 'react';
import type { Article } from '#shared/article.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { Dialog } from '../dialog.tsx';
import { momentOf } from '../fields/coming-times.ts';
import { TimeForm } from '../fields/time-form.tsx';
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
  const [problem, setProblem] = useState<string | null>(null);

  /** Answers what was wrong, if anything was. */
  async function set(wanted: string | null): Promise<string | null> {
    const command = { type: 'set-status', commandId: newId(), status: 'paused', resumesAt: wanted } as const;
    const done = wanted === null ? 'No time is given any more' : `Back at ${momentOf(wanted, timeZone)}`;
    const sent = await act({ articleId: id, command, done });
    if (sent.outcome !== 'confirmed')
      return sent.outcome === 'refused' ? sent.problem.detail : 'Not confirmed yet; try again';
    onClose();
    return null;
  }

  return (
    <Dialog title="When does it go on?" onClose={onClose}>
      <TimeForm
        label="Back at"
        hint="Readers are told beside “Paused”. The article does not go on by itself: set it live then."
        action="Tell readers"
        given={resumesAt}
        timeZone={timeZone}
        onChoose={set}
        onCancel={onClose}
      >
        {resumesAt !== null && (
          <button type="button" className="button" onClick={() => void set(null).then(setProblem)}>
            Give no time
          </button>
        )}
      </TimeForm>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
