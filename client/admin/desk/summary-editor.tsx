import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { MAX_SUMMARY_POINT_CHARS, MAX_SUMMARY_POINTS } from '#shared/article.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { announce } from '../announce.ts';
import { TextField } from '../fields/field.tsx';
import { Rows } from '../fields/rows.tsx';
import { newId } from '../new-id.ts';

/** `since`: when the summary that is being changed was last edited, so that somebody else's change does not go unseen. */
type Editing =
  | { readonly status: 'closed' }
  | { readonly status: 'open'; readonly points: readonly string[]; readonly since: string | null };

interface SummaryEditorProps {
  readonly live: LiveArticle;
  readonly readOnly: boolean;
}

/** "What we know": read here, changed on demand. */
export function SummaryEditor({ live, readOnly }: SummaryEditorProps): ReactNode {
  const { id, summary, language } = useArticle(live, ({ article }) => article.article);
  const [editing, setEditing] = useState<Editing>({ status: 'closed' });
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && editing.status === 'closed') opener.current?.focus();
    wasOpen.current = editing.status === 'open';
  }, [editing.status]);
  function begin(): void {
    setEditing({ status: 'open', points: summary?.points ?? [''], since: summary?.editedAt ?? null });
  }
  async function save(open: Extract<Editing, { status: 'open' }>): Promise<void> {
    if (open.since !== (summary?.editedAt ?? null)) {
      setEditing({ ...open, since: summary?.editedAt ?? null });
      return announce('Somebody else has changed the summary: look at theirs above, then save again', 'problem');
    }
    const points = open.points.map(point => point.trim()).filter(point => point !== '');
    const command = { type: 'set-summary', commandId: newId(), points } as const;
    const sent = await act({ articleId: id, command, done: points.length === 0 ? 'Summary removed' : 'Summary saved' });
    if (sent.outcome === 'confirmed') setEditing({ status: 'closed' });
  }
  if (readOnly && summary === null) return null;
  const hasOthers = editing.status === 'closed' || editing.since !== (summary?.editedAt ?? null);
  return (
    <section className="panel" aria-labelledby="summary-title">
      <div className="panel-head">
        <h2 id="summary-title">What we know</h2>
        {editing.status === 'closed' && !readOnly && (
          <button type="button" className="button button-quiet" ref={opener} onClick={begin}>
            {summary === null ? 'Add summary' : 'Edit summary'}
          </button>
        )}
      </div>
      {hasOthers && summary !== null && (
        <ul className="summary-points" lang={language}>
          {summary.points.map(point => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      {editing.status === 'open' && (
        <SummaryForm
          points={editing.points}
          language={language}
          onChange={points => setEditing({ ...editing, points })}
          onSave={() => void save(editing)}
          onCancel={() => setEditing({ status: 'closed' })}
        />
      )}
    </section>
  );
}

interface SummaryFormProps {
  readonly points: readonly string[];
  readonly language: string;
  readonly onChange: (points: readonly string[]) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

function SummaryForm({ points, language, onChange, onSave, onCancel }: SummaryFormProps): ReactNode {
  function submit(event: FormEvent): void {
    event.preventDefault();
    onSave();
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Rows legend="Points" what="point" rows={points} blank="" max={MAX_SUMMARY_POINTS} onChange={onChange}>
        {(point, change, place) => (
          <TextField
            label={`Point ${place + 1}`}
            lang={language}
            maxLength={MAX_SUMMARY_POINT_CHARS}
            value={point}
            onChange={change}
          />
        )}
      </Rows>
      <div className="buttons">
        <button type="submit" className="button button-main">
          Save summary
        </button>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
