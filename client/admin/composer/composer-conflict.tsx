import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Entry, PublishedEntry } from '#shared/article.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { Conflict, type Difference } from '../conflict.tsx';
import { languageName } from '../fields/language-field.tsx';
import { isSameDoc } from '../rich-text/body-doc.ts';
import { DocView, plainTexts } from '../rich-text/doc-view.tsx';
import type { Composer } from './composer.ts';
import type { EditBase } from './composer-state.ts';
import { type ArticleDefaults, type EntryForm, formOf } from './entry-form.ts';

interface ComposerConflictProps {
  readonly composer: Composer;
  readonly live: LiveArticle;
  /** The entry as it stands. */
  readonly current: Entry;
}

/** What I wrote beside what somebody else made of the entry meanwhile (D8). */
export function ComposerConflict({ composer, live, current }: ComposerConflictProps): ReactNode {
  const form = useStore(composer.store, view => view.composer.form);
  const article = useArticle(live, state => state.article.article);
  const what = `Entry ${current.number}`;
  if (current.retraction !== null) {
    return (
      <Conflict
        level={3}
        what={what}
        reason={`${what} was withdrawn by somebody else`}
        differences={[{ field: 'Entry text', theirs: current.retraction.reason, mine: <DocView doc={form.body} /> }]}
        keepMine={{ label: 'Keep my text as a new entry', run: () => composer.detach() }}
        discardMine={{ label: 'Discard my text', run: () => void composer.takeTheirs() }}
      />
    );
  }
  return (
    <Conflict
      level={3}
      what={what}
      differences={differences(form, current, article)}
      keepMine={{ label: 'Keep my text', run: () => composer.keepMine() }}
      discardMine={{ label: 'Discard my text', run: () => void composer.takeTheirs() }}
    />
  );
}

interface OvertakenProps {
  readonly composer: Composer;
  readonly live: LiveArticle;
  readonly base: EditBase;
}

/** Said as soon as it is known, not only when mine is sent. */
export function Overtaken({ composer, live, base }: OvertakenProps): ReactNode {
  const current = useArticle(live, ({ article }) => article.entries.find(({ id }) => id === base.entryId));
  const isSending = useStore(composer.store, ({ composer: { progress } }) => progress.status === 'sending');
  if (current === undefined || current.version <= base.version || isSending) return null;
  return (
    <div className="notice">
      <p>
        Entry {current.number} {current.retraction === null ? 'was changed' : 'was withdrawn'} while you are editing it.
      </p>
      <button type="button" className="button" onClick={() => composer.compare(current)}>
        Compare
      </button>
    </div>
  );
}

function differences(form: EntryForm, current: PublishedEntry, article: ArticleDefaults): Difference[] {
  const theirs = formOf(current, article);
  const body = isSameDoc(form.body, theirs.body)
    ? []
    : [{ field: 'Entry text', theirs: <DocView doc={theirs.body} />, mine: <DocView doc={form.body} /> }];
  const shown = SHOWN.map(([field, show]) => ({ field, theirs: show(theirs), mine: show(form) }));
  return [...shown.filter(({ theirs: a, mine: b }) => a !== b), ...body];
}

function shownTranslation({ language, headline, body, translator }: EntryForm['translations'][number]): string {
  return `${languageName(language)} (${translator}): ${[headline, ...plainTexts(body)].join(' ')}`.trim();
}

const SHOWN: readonly (readonly [string, (form: EntryForm) => string])[] = [
  ['Headline', form => form.headline],
  ['Key event', form => (form.keyEvent ? 'Yes' : 'No')],
  ['Language', form => languageName(form.language)],
  ['Source', ({ source }) => (source.name === '' ? '' : `${source.name} (${source.kind}) ${source.url}`)],
  ['Authors', form => form.authors.map(({ name, role }) => (role === '' ? name : `${name}, ${role}`)).join('; ')],
  ['Confirmation', form => form.confirmation],
  ['Translations', form => form.translations.map(shownTranslation).join('; ')],
  ['Tags', form => form.tags],
  ['Time shown', form => `${form.displayDate} ${form.displayTime}`.trim()],
];
