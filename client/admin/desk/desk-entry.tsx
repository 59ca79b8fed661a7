import { memo, type ReactNode, useRef, useState } from 'react';
import type { Entry } from '#shared/article.ts';
import { EntryView } from '../../ui/entry-view.tsx';
import type { Texts } from '../../ui/texts.ts';
import type { Times } from '../../ui/times.ts';
import { act } from '../act.ts';
import type { Composer } from '../composer/composer.ts';
import { newId } from '../new-id.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface DeskEntryProps {
  readonly entry: Entry;
  readonly articleId: string;
  readonly isPinned: boolean;
  readonly texts: Texts;
  readonly times: Times;
  readonly composer: Composer | null;
}

export const DeskEntry = memo(function DeskEntry(props: DeskEntryProps): ReactNode {
  const { entry, isPinned, texts, times, composer } = props;
  const item = useRef<HTMLLIElement>(null);
  const actions = entry.retraction === null && composer !== null && (
    <EntryActions {...props} entry={entry} composer={composer} onWithdrawn={() => item.current?.focus()} />
  );
  return (
    <li ref={item} tabIndex={-1}>
      <EntryView entry={entry} mark={isPinned ? 'pinned' : null} {...{ texts, times }} foot={actions} />
    </li>
  );
});

interface EntryActionsProps {
  readonly entry: Entry;
  readonly articleId: string;
  readonly isPinned: boolean;
  readonly composer: Composer;
  readonly onWithdrawn?: () => void;
}

/** What editors may do to an entry. The words are the admin's own, whatever the entry is written in. */
export function EntryActions({ entry, articleId, isPinned, composer, onWithdrawn }: EntryActionsProps): ReactNode {
  const [isWithdrawing, setWithdrawing] = useState(false);
  if (entry.retraction !== null) return null;
  const { id, number } = entry;
  function togglePin(): void {
    const commandId = newId();
    void (isPinned
      ? act({ articleId, command: { type: 'unpin-entry', commandId }, done: `Entry ${number} is no longer pinned` })
      : act({ articleId, command: { type: 'pin-entry', commandId, entryId: id }, done: `Entry ${number} is pinned` }));
  }
  return (
    <div className="entry-actions" lang="en" dir="ltr">
      <button
        type="button"
        className="button button-quiet"
        aria-label={`Edit entry ${number}`}
        onClick={() => composer.edit(entry)}
      >
        Edit
      </button>
      <button
        type="button"
        className="button button-quiet"
        aria-label={`${isPinned ? 'Unpin' : 'Pin'} entry ${number}`}
        onClick={togglePin}
      >
        {isPinned ? 'Unpin' : 'Pin'}
      </button>
      <button
        type="button"
        className="button button-quiet"
        aria-label={`Withdraw entry ${number}`}
        onClick={() => setWithdrawing(true)}
      >
        Withdraw
      </button>
      {isWithdrawing && (
        <WithdrawDialog
          entry={entry}
          articleId={articleId}
          onClose={() => setWithdrawing(false)}
          onWithdrawn={() => {
            setWithdrawing(false);
            onWithdrawn?.();
          }}
        />
      )}
    </div>
  );
}
