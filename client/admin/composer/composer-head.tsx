import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../dialog.tsx';
import type { Composer } from './composer.ts';
import { type EditBase, isLocked } from './composer-state.ts';
import { isSameForm } from './entry-form.ts';

/** What is being written, and the ways to put it aside. */
export function ComposerHead({ composer }: { readonly composer: Composer }): ReactNode {
  const { form, opened, base, release, progress } = useStore(composer.store, view => view.composer);
  const [isAsking, setAsking] = useState(false);
  const isTouched = !isSameForm(form, opened);
  const isBusy = isLocked(progress);
  const isScheduled = release.releaseAt !== null;
  function discard(): void {
    setAsking(false);
    void composer.discard();
  }
  return (
    <header className="composer-head">
      <h2 id="composer-title">{titleOf(base)}</h2>
      {!isBusy && (
        <div className="buttons">
          {(isTouched || isScheduled || base !== null) && (
            <button type="button" className="button button-quiet" onClick={() => composer.startNew()}>
              {newEntryLabel({ isTouched, isScheduled })}
            </button>
          )}
          {(isTouched || isScheduled) && (
            <button type="button" className="button button-quiet" onClick={() => setAsking(true)}>
              Discard
            </button>
          )}
        </div>
      )}
      {isAsking && (
        <Dialog title="Discard this text?" onClose={() => setAsking(false)}>
          <p>
            What you wrote here is gone then{base === null ? '.' : '; the published entry stays as it is.'}
            {isScheduled && ' It is scheduled; discarded, it is not published.'}
          </p>
          <div className="buttons">
            <button type="button" className="button button-danger" onClick={discard}>
              Discard text
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
          </div>
        </Dialog>
      )}
    </header>
  );
}

function newEntryLabel({ isTouched, isScheduled }: { isTouched: boolean; isScheduled: boolean }): string {
  if (isScheduled) return 'Keep it scheduled, write a new entry';
  return isTouched ? 'Keep as draft, write a new entry' : 'Write a new entry';
}

function titleOf(base: EditBase | null): string {
  if (base === null) return 'New entry';
  return base.number === null ? 'Edit an entry' : `Edit entry ${base.number}`;
}
