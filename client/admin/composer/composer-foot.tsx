import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { momentOf } from '../fields/coming-times.ts';
import type { FieldProblem } from '../fields/problems.ts';
import type { Composer } from './composer.ts';
import { type ComposerState, isLocked, type Progress } from './composer-state.ts';
import type { Keeping } from './draft-keeper.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';

interface ComposerFootProps {
  readonly composer: Composer;
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
}

/** The button that publishes, how far that has come, and where the text is kept. */
export function ComposerFoot({ composer, live, mayPublish }: ComposerFootProps): ReactNode {
  const { composer: state, keeping } = useStore(composer.store);
  const { progress, base } = state;
  const entryId = progress.status === 'sent' && progress.what !== 'schedule-draft' ? progress.entryId : null;
  const timeZone = useArticle(live, ({ article }) => article.article.timeZone);
  const number = useArticle(live, ({ article }) => article.entries.find(({ id }) => id === entryId)?.number ?? null);
  return (
    <footer className="composer-foot">
      {mayPublish ? (
        <div className="buttons">
          <button
            type="button"
            className="button button-main"
            aria-disabled={progress.status === 'sending'}
            aria-describedby="composer-progress"
            onClick={() => void composer.publish()}
          >
            {publishLabel(state)}
          </button>
          {base === null && !isLocked(progress) && <ScheduleButton composer={composer} timeZone={timeZone} />}
        </div>
      ) : (
        <p className="quiet">Drafts are published by an editor.</p>
      )}
      <p id="composer-progress" className={hasFailed(progress) ? 'problem' : 'quiet'}>
        {textOf(progress, number, timeZone) ?? keepingText(keeping)}
      </p>
      <NextStep composer={composer} progress={progress} />
    </footer>
  );
}

interface ScheduleButtonProps {
  readonly composer: Composer;
  readonly timeZone: string;
}

function ScheduleButton({ composer, timeZone }: ScheduleButtonProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const { releaseAt } = composer.state.release;
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {releaseAt === null ? 'Schedule …' : 'Change the time …'}
      </button>
      {isAsking && (
        <ScheduleDialog
          releaseAt={releaseAt}
          timeZone={timeZone}
          onClose={() => setAsking(false)}
          onSchedule={at => void composer.schedule(at)}
        />
      )}
    </>
  );
}

interface NextStepProps {
  readonly composer: Composer;
  readonly progress: Progress;
}

function NextStep({ composer, progress }: NextStepProps): ReactNode {
  if (progress.status !== 'failed' || progress.cause === 'refused') return null;
  return (
    <button type="button" className="button" onClick={() => void composer.publish()}>
      {progress.cause === 'signed-out' ? 'Sign in and go on' : 'Try again'}
    </button>
  );
}

function hasFailed(progress: Progress): boolean {
  return progress.status === 'failed' || (progress.status === 'editing' && progress.problems.length > 0);
}

function publishLabel({ base, release }: ComposerState): string {
  if (base !== null) return 'Save changes';
  return release.releaseAt === null ? 'Publish' : 'Publish now';
}

function textOf(progress: Progress, number: number | null, timeZone: string): string | null {
  switch (progress.status) {
    case 'editing':
      return progress.problems.length === 0 ? null : notSent(progress.problems);
    case 'conflict':
      return null;
    case 'sending':
      if (progress.waiting !== null) return `${progress.waiting.reason}. Trying again …`;
      return SENDING[progress.command.type];
    case 'failed':
      return failureText(progress);
    case 'sent':
      if (progress.what === 'edit-entry') return 'Changes published';
      if (progress.what === 'schedule-draft') return `Scheduled for ${momentOf(progress.releaseAt, timeZone)}`;
      return number === null ? 'Published' : `Published as No. ${number}`;
    default:
      return progress satisfies never;
  }
}

const SENDING = {
  'publish-entry': 'Publishing …',
  'edit-entry': 'Saving …',
  'schedule-draft': 'Scheduling …',
} as const;

function failureText({ cause, reason, problems }: Extract<Progress, { status: 'failed' }>): string {
  switch (cause) {
    case 'refused':
      return notSent(problems);
    case 'unreachable':
      return `Not confirmed: ${reason}. The text is kept, and stays as it is until the server has answered.`;
    case 'signed-out':
      return `Not sent: ${reason.toLowerCase()}. The text is kept.`;
    default:
      return cause satisfies never;
  }
}

function notSent(problems: readonly FieldProblem[]): string {
  return problems.some(({ field }) => field !== '' && field !== 'releaseAt')
    ? 'Not sent: see the marked field'
    : 'Not sent';
}

function keepingText(keeping: Keeping): string {
  switch (keeping.status) {
    case 'nothing':
      return '';
    case 'saved':
      return 'Draft saved';
    case 'kept-here':
      return keeping.reason === null ? 'Kept in this browser' : `Kept in this browser only: ${keeping.reason}`;
    case 'unkept':
      return 'This browser keeps nothing: do not close the page before the draft is saved';
    default:
      return keeping satisfies never;
  }
}
