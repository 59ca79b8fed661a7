import { useEffect, useState } from 'react';
import type { Position } from '#shared/article.ts';
import type { User } from '#shared/users.ts';
import type { LiveArticle } from '../../live/article.ts';
import { catchUp } from '../catch-up.ts';
import { useSession } from '../session/session.ts';
import { Composer, type ComposerView } from './composer.ts';
import { browserParts } from './composer-parts.ts';
import { DraftShelf } from './draft-shelf.ts';
import type { FoundDraft } from './found-drafts.ts';

export interface ComposerAtWork {
  readonly composer: Composer;
  readonly shelf: DraftShelf;
}

/** How long the composer waits for the server's drafts before it begins without them. */
const DRAFTS_WITHIN_MS = 2_000;

/** The composer of an article, with what was being written in it before; null until that is known. */
export function useComposer(live: LiveArticle, user: User): ComposerAtWork | null {
  const [atWork, setAtWork] = useState<ComposerAtWork | null>(null);
  const { id: userId, name } = user;
  useEffect(() => {
    const { composer, shelf, articleId } = open(live, { id: userId, name });
    const stopRetrying = retryWhenBack(composer);
    let stopRemembering = () => {};
    let isHere = true;
    void resume(composer, shelf, openDraftOf(articleId)).then(() => {
      if (!isHere) return;
      stopRemembering = rememberOpenDraft(composer, articleId);
      setAtWork({ composer, shelf });
    });
    return () => {
      isHere = false;
      stopRemembering();
      stopRetrying();
      composer.stop();
    };
  }, [live, userId, name]);
  return atWork;
}

function open(live: LiveArticle, user: Pick<User, 'id' | 'name'>) {
  const state = () => live.store.getState().article;
  const article = () => state().article;
  const articleId = article().id;
  const parts = browserParts(articleId);
  const entry = (entryId: string) => state().entries.find(({ id }) => id === entryId);
  const onConfirmed = (position: Position) => void catchUp(live, position);
  const composer = new Composer({ articleId, userId: user.id, article, entry, onConfirmed, parts });
  const shelf = new DraftShelf({ ...parts, articleId, user, article, send: command => parts.send(command) });
  return { composer, shelf, articleId };
}

/** Goes on with what this tab had open, else with what the server may not have. */
async function resume(composer: Composer, shelf: DraftShelf, openDraft: string | null): Promise<void> {
  const late = new Promise<void>(resolve => setTimeout(resolve, DRAFTS_WITHIN_MS));
  await Promise.race([shelf.load({ open: composer.state.draftId }), late]);
  for (const draft of candidates(shelf.store.getState().drafts, openDraft)) {
    if (await composer.resume(draft)) return;
  }
}

function candidates(drafts: readonly FoundDraft[], openDraft: string | null): FoundDraft[] {
  const lastOpen = drafts.filter(({ draftId }) => draftId === openDraft);
  const onlyHere = drafts.filter(({ draftId, where }) => where === 'device' && draftId !== openDraft);
  return [...lastOpen, ...onlyHere];
}

const pointerKey = (articleId: string) => `pressbox.open-draft.${articleId}`;

function openDraftOf(articleId: string): string | null {
  try {
    return sessionStorage.getItem(pointerKey(articleId));
  } catch {
    return null;
  }
}

function rememberOpenDraft(composer: Composer, articleId: string): () => void {
  const remember = ({ composer: { draftId } }: ComposerView) => {
    try {
      sessionStorage.setItem(pointerKey(articleId), draftId);
    } catch {
      // The list of drafts has it all the same.
    }
  };
  remember(composer.store.getState());
  return composer.store.subscribe((view, before) => {
    if (view.composer.draftId !== before.composer.draftId) remember(view);
  });
}

/** The network and the session come back by themselves; what waits for them goes on. */
function retryWhenBack(composer: Composer): () => void {
  const retry = () => composer.retry();
  addEventListener('online', retry);
  const stop = useSession.subscribe((session, before) => {
    if (session.status === 'present' && before.status === 'expired') composer.retry();
  });
  return () => {
    removeEventListener('online', retry);
    stop();
  };
}
