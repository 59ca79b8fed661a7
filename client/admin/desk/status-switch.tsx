import type { ReactNode } from 'react';
import { STATUSES, type Status } from '#shared/article.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { STATUS_NAMES, StatusBadge } from '../articles/status-badge.tsx';
import { newId } from '../new-id.ts';

interface StatusSwitchProps {
  readonly live: LiveArticle;
  readonly readOnly: boolean;
}

/** Where the article stands; each press is public at once. */
export function StatusSwitch({ live, readOnly }: StatusSwitchProps): ReactNode {
  const { id, status } = useArticle(live, ({ article }) => article.article);
  if (readOnly) return <StatusBadge status={status} />;
  function set(wanted: Status): void {
    if (wanted === status) return;
    const command = { type: 'set-status', commandId: newId(), status: wanted } as const;
    void act({ articleId: id, command, done: `The article is ${STATUS_NAMES[wanted].toLowerCase()} now` });
  }
  return (
    <fieldset className="status-switch">
      <legend className="visually-hidden">Status</legend>
      {STATUSES.map(each => (
        <button
          key={each}
          type="button"
          className={`status-choice status-choice-${each}`}
          aria-pressed={each === status}
          onClick={() => set(each)}
        >
          {STATUS_NAMES[each]}
        </button>
      ))}
    </fieldset>
  );
}
