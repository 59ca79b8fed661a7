import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { TextField } from '../fields/field.tsx';
import { LanguageField } from '../fields/language-field.tsx';
import { type FieldProblem, problemAt, problemsElsewhere } from '../fields/problems.ts';
import { useProblemFocus } from '../fields/use-problem-focus.ts';
import { ComposerConflict, Overtaken } from './composer-conflict.tsx';
import { ComposerFoot } from './composer-foot.tsx';
import { ComposerHead } from './composer-head.tsx';
import { isLocked, problemsIn } from './composer-state.ts';
import { DraftList } from './draft-list.tsx';
import { EditFields } from './edit-fields.tsx';
import type { EntryForm } from './entry-form.ts';
import { MoreFields } from './more-fields.tsx';
import { ReleaseNotice } from './release-notice.tsx';
import type { ComposerAtWork } from './use-composer.ts';

const RichText = lazy(() => import('../rich-text/rich-text.tsx').then(module => ({ default: module.RichText })));

/** The fields that show what is wrong with them. */
const FIELDS = [
  'headline',
  'body',
  'language',
  'keyEvent',
  'source',
  'authors',
  'tags',
  'displayAt',
  'confirmation',
  'translations',
  'note',
  'kind',
];

interface ComposerPanelProps extends ComposerAtWork {
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
}

/** Where entries are written and changed. */
export function ComposerPanel({ composer, shelf, live, mayPublish }: ComposerPanelProps): ReactNode {
  const { composer: state, keeping } = useStore(composer.store);
  const { progress, base } = state;
  useLeaveWarning(keeping.status === 'unkept');
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (mayPublish && !event.repeat) void composer.publish();
  }
  return (
    <section className="composer" aria-labelledby="composer-title" onKeyDown={onKeyDown}>
      <ComposerHead composer={composer} />
      <ReleaseNotice composer={composer} live={live} mayPublish={mayPublish} />
      {base !== null && progress.status !== 'conflict' && <Overtaken composer={composer} live={live} base={base} />}
      {progress.status === 'conflict' ? (
        <ComposerConflict composer={composer} live={live} current={progress.current} />
      ) : (
        <ComposerForm composer={composer} live={live} mayPublish={mayPublish} />
      )}
      <DraftList composer={composer} shelf={shelf} live={live} mayPublish={mayPublish} />
    </section>
  );
}

type ComposerFormProps = Pick<ComposerPanelProps, 'composer' | 'live' | 'mayPublish'>;

function ComposerForm({ composer, live, mayPublish }: ComposerFormProps): ReactNode {
  const { composer: state, opened } = useStore(composer.store);
  const timeZone = useArticle(live, ({ article }) => article.article.timeZone);
  const { form, base, progress } = state;
  const [firstOpened] = useState(opened);
  const readOnly = isLocked(progress);
  const problems = problemsIn(progress);
  const frame = useRef<HTMLDivElement>(null);
  useProblemFocus(frame, problems);
  return (
    <div className="composer-form" ref={frame}>
      <TextField
        label="Headline"
        className="input-headline"
        value={form.headline}
        lang={form.language}
        dir="auto"
        readOnly={readOnly}
        problem={problemAt(problems, 'headline')}
        onChange={headline => composer.type({ headline })}
      />
      <Suspense fallback={<p className="quiet">Loading the editor …</p>}>
        <RichText
          key={opened}
          label="Entry text"
          doc={form.body}
          language={form.language}
          readOnly={readOnly}
          problem={problemAt(problems, 'body')}
          focus={opened === firstOpened ? 'leave' : 'take'}
          shortcut="composer"
          onChange={body => composer.type({ body })}
        />
      </Suspense>
      <MarkFields {...{ form, problems, readOnly }} onChange={patch => composer.type(patch)} />
      <MoreFields
        {...{ form, problems, readOnly, timeZone }}
        key={`more-${opened}`}
        onChange={patch => composer.type(patch)}
      />
      {base !== null && <EditFields {...{ form, problems, readOnly }} onChange={patch => composer.type(patch)} />}
      {problemsElsewhere(problems, FIELDS).map(({ reason }) => (
        <p className="problem" key={reason}>
          {reason}
        </p>
      ))}
      <ComposerFoot composer={composer} live={live} mayPublish={mayPublish} />
    </div>
  );
}

interface MarkFieldsProps {
  readonly form: EntryForm;
  readonly onChange: (patch: Partial<EntryForm>) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly: boolean;
}

/** What marks an entry among the others. */
function MarkFields({ form, onChange, problems, readOnly }: MarkFieldsProps): ReactNode {
  return (
    <div className="fields-in-row">
      <label className="check">
        <input
          type="checkbox"
          checked={form.keyEvent}
          aria-disabled={readOnly}
          onChange={event => onChange({ keyEvent: event.target.checked })}
        />
        Key event
      </label>
      <LanguageField
        value={form.language}
        readOnly={readOnly}
        problem={problemAt(problems, 'language')}
        onChange={language => onChange({ language })}
      />
    </div>
  );
}

/** Only where the browser cannot keep the text is leaving the page a danger to it. */
function useLeaveWarning(isInDanger: boolean): void {
  useEffect(() => {
    if (!isInDanger) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isInDanger]);
}
