import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import type { FieldProblem } from '../fields/problems.ts';
import type { Composer } from './composer.ts';
import type { Progress } from './composer-state.ts';
import type { Keeping } from './draft-keeper.ts';

interface ComposerFootProps {
  readonly composer: Composer;
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
}

/** The button that publishes, how far that has come, and where the text is kept. */
export function ComposerFoot({ composer, live, mayPublish }: ComposerFootProps): ReactNode {
  const { composer: state, keeping } = useStore(composer.store);
  const { progress, base } = state;
  const entryId = progress.status === 'sent' ? progress.entryId : null;
  const number = useArticle(live, ({ article }) => article.entries.find(({ id }) => id === entryId)?.number ?? null);
  return (
    <footer className="composer-foot">
      {mayPublish ? (
        <button
          type="button"
          className="button button-main"
          aria-disabled={progress.status === 'sending'}
          aria-describedby="composer-progress"
          onClick={() => void composer.publish()}
        >
          {base === null ? 'Publish' : 'Save changes'}
        </button>
      ) : (
        <p className="quiet">Drafts are published by an editor.</p>
      )}
      <p id="composer-progress" className={hasFailed(progress) ? 'problem' : 'quiet'}>
        {textOf(progress, number) ?? keepingText(keeping)}
      </p>
      <NextStep composer={composer} progress={progress} />
    </footer>
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

function textOf(progress: Progress, number: number | null): string | null {
  switch (progress.status) {
    case 'editing':
      return progress.problems.length === 0 ? null : notSent(progress.problems);
    case 'conflict':
      return null;
    case 'sending':
      if (progress.waiting !== null) return `${progress.waiting.reason}. Trying again …`;
      return progress.command.type === 'publish-entry' ? 'Publishing …' : 'Saving …';
    case 'failed':
      return failureText(progress);
    case 'sent':
      if (progress.what === 'edit-entry') return 'Changes published';
      return number === null ? 'Published' : `Published as No. ${number}`;
    default:
      return progress satisfies never;
  }
}

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
  return problems.some(problem => problem.field !== '') ? 'Not sent: see the marked field' : 'Not sent';
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
