import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { Dialog } from '../dialog.tsx';
import { newId } from '../new-id.ts';

/** A sample goes with one click; anything else is asked about first, and stays where it has entries. */
export function RemoveArticle({ live }: { readonly live: LiveArticle }): ReactNode {
  const { id, sample, headline, language } = useArticle(live, ({ article }) => article.article);
  const [isAsking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  async function remove(): Promise<void> {
    setAsking(false);
    const command = { type: 'remove-article', commandId: newId() } as const;
    const sent = await act({ articleId: id, command, done: 'The article was removed' });
    if (sent.outcome === 'confirmed') navigate('/');
  }
  if (sample) {
    return (
      <button type="button" className="button" onClick={() => void remove()}>
        Remove sample
      </button>
    );
  }
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        Remove article
      </button>
      {isAsking && (
        <Dialog title="Remove this article?" onClose={() => setAsking(false)}>
          <p lang={language} dir="auto">
            {headline}
          </p>
          <p>Only an article without entries can go. What is written in drafts goes with it.</p>
          <div className="buttons">
            <button type="button" className="button button-danger" onClick={() => void remove()}>
              Remove it
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Cancel
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
