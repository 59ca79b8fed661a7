import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { announce } from '../announce.ts';
import { Conflict } from '../conflict.tsx';
import { type FieldProblem, problemsElsewhere } from '../fields/problems.ts';
import { useProblemFocus } from '../fields/use-problem-focus.ts';
import { articleDifferences } from './article-differences.tsx';
import type { ArticleEditor, Saving } from './article-editor.ts';
import { ARTICLE_FIELDS, ArticleFields } from './article-fields.tsx';

interface ArticleEditorFormProps {
  readonly editor: ArticleEditor;
  readonly isNew: boolean;
  readonly onSaved: (slug: string) => void;
  readonly aside: ReactNode;
}

export function ArticleEditorForm({ editor, isNew, onSaved, aside }: ArticleEditorFormProps): ReactNode {
  const { form, saving, round } = useStore(editor.store);
  const problems = saving.status === 'editing' ? saving.problems : NO_PROBLEMS;
  const frame = useRef<HTMLFormElement>(null);
  useProblemFocus(frame, problems);
  useEffect(() => {
    if (problems.length > 0) announce('Not saved: see the marked fields', 'problem');
  }, [problems.length]);
  useEffect(() => {
    if (saving.status === 'saved') onSaved(saving.slug);
  }, [saving, onSaved]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    void editor.save();
  }
  if (saving.status === 'conflict') {
    return (
      <Conflict
        level={2}
        what="The article"
        differences={articleDifferences(form, saving.current)}
        keepMine={{ label: 'Keep my text', run: () => editor.keepMine() }}
        discardMine={{ label: 'Discard my text', run: () => editor.takeTheirs() }}
      />
    );
  }
  return (
    <form className="stack article-form" ref={frame} onSubmit={submit} noValidate>
      <ArticleFields
        {...{ form, problems, isNew, round }}
        readOnly={saving.status !== 'editing'}
        onChange={patch => editor.type(patch)}
      />
      {problemsElsewhere(problems, ARTICLE_FIELDS).map(({ reason }) => (
        <p className="problem" key={reason}>
          {reason}
        </p>
      ))}
      <div className="buttons buttons-end">
        <button type="submit" className="button button-main" aria-disabled={saving.status === 'sending'}>
          {labelOf(saving, isNew)}
        </button>
        {aside}
        <span className="quiet">{progressOf(saving)}</span>
      </div>
    </form>
  );
}

const NO_PROBLEMS: readonly FieldProblem[] = [];

function labelOf(saving: Saving, isNew: boolean): string {
  if (saving.status === 'unconfirmed') return 'Try again';
  return isNew ? 'Create article' : 'Save changes';
}

function progressOf(saving: Saving): string {
  switch (saving.status) {
    case 'sending':
      return saving.waiting === null ? 'Saving …' : `${saving.waiting.reason}. Trying again …`;
    case 'unconfirmed':
      return `Not confirmed: ${saving.reason}. Your text is kept; it stays as it is until the server has answered.`;
    case 'editing':
    case 'conflict':
    case 'saved':
      return '';
    default:
      return saving satisfies never;
  }
}
