import { describe, expect, it } from 'vitest';
import type { PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Problem } from '#shared/commands.ts';
import {
  type ComposerCommand,
  type ComposerEvent,
  type ComposerState,
  composerReducer,
  isLocked,
  type Opening,
  openComposer,
  repeatable,
} from './composer-state.ts';
import { emptyForm, formOf } from './entry-form.ts';

const article = { language: 'en', timeZone: 'UTC' };
const blank: Opening = { draftId: 'draft-0001', form: emptyForm(article), opened: emptyForm(article), base: null };
const next: Opening = { ...blank, draftId: 'draft-0002' };
const command: ComposerCommand = {
  type: 'publish-entry',
  commandId: 'command-1',
  entry: { body: paragraphs(['Hello']) },
};
const hello = { type: 'typed', patch: { headline: 'Hello' } } as const;
const waiting = { attempt: 2, waitMs: 500, reason: 'The server cannot be reached' };
const refusal: Problem = {
  title: 'Refused',
  status: 422,
  code: 'empty-entry',
  detail: 'No text.',
  field: 'entry.body',
};

describe('the composer', () => {
  it('goes from editing over sending to sent, and is empty only then', () => {
    const sending = after(hello, { type: 'sending', command });
    expect(sending).toMatchObject({ form: { headline: 'Hello' }, progress: { status: 'sending', waiting: null } });
    const sent = composerReducer(sending, { type: 'confirmed', entryId: 'entry-0001', next });
    expect(sent).toEqual({
      ...openComposer(next),
      progress: { status: 'sent', what: 'publish-entry', entryId: 'entry-0001' },
    });
    expect(composerReducer(sent, hello).progress).toEqual({ status: 'editing', problems: [] });
  });

  it('shows that it is trying again', () => {
    expect(after({ type: 'sending', command }, { type: 'waiting', waiting }).progress).toEqual({
      status: 'sending',
      command,
      waiting,
    });
  });

  it.each<[string, ComposerEvent]>([
    ['no answer came', { type: 'unreachable', reason: 'The server cannot be reached' }],
    ['the session has ended', { type: 'signed-out' }],
  ])('[D7] is locked to the same command where %s', (_, event) => {
    const state = after(hello, { type: 'sending', command }, event);
    expect(isLocked(state.progress)).toBe(true);
    expect(repeatable(state.progress)).toBe(command);
    const touched = [hello, { type: 'opened', opening: next }, { type: 'found-wrong', problems: [] }] as const;
    for (const other of touched) expect(composerReducer(state, other)).toBe(state);
  });

  it('after a refusal shows why at the field, and repeats the command only while the text is the same', () => {
    const state = after(hello, { type: 'sending', command }, { type: 'refused', problem: refusal });
    expect(state).toMatchObject({
      form: { headline: 'Hello' },
      progress: { status: 'failed', cause: 'refused', problems: [{ field: 'body', reason: 'No text.' }] },
    });
    expect(repeatable(state.progress)).toBe(command);
    const changed = composerReducer(state, { type: 'typed', patch: { headline: 'Hello again' } });
    expect(repeatable(changed.progress)).toBeNull();
    expect(changed.progress).toEqual({ status: 'editing', problems: [{ field: 'body', reason: 'No text.' }] });
  });

  it('takes a problem away when its field is put right', () => {
    const problems = [
      { field: 'displayAt', reason: 'Needs a day' },
      { field: 'authors.0.name', reason: 'Must not be empty' },
      { field: '', reason: 'Nothing has been changed yet' },
    ];
    const state = after({ type: 'found-wrong', problems }, { type: 'typed', patch: { displayDate: '2026-01-01' } });
    expect(state.progress).toEqual({ status: 'editing', problems: [problems[1]] });
  });

  it('ignores answers that nobody waits for', () => {
    const state = after(hello);
    for (const event of [
      { type: 'confirmed', entryId: 'entry-0001', next },
      { type: 'unreachable', reason: 'x' },
      { type: 'signed-out' },
      { type: 'waiting', waiting },
    ] as const)
      expect(composerReducer(state, event)).toBe(state);
  });

  it('goes on with a command that was under way when the page was closed', () => {
    const state = openComposer({ ...blank, pending: command });
    expect(isLocked(state.progress)).toBe(true);
    expect(repeatable(state.progress)).toBe(command);
  });
});

describe('[D8] a conflict', () => {
  const theirs = entry({ version: 5, headline: 'Their headline', keyEvent: true });
  const opened = formOf(entry({ version: 4 }), article);
  const edit: ComposerCommand = {
    type: 'edit-entry',
    commandId: 'command-2',
    entryId: theirs.id,
    expectedVersion: 4,
    kind: 'minor',
    note: null,
    entry: { body: paragraphs(['Mine']) },
  };
  const editing = openComposer({
    ...blank,
    form: opened,
    opened,
    base: { entryId: theirs.id, version: 4, number: 12 },
  });
  const body = formOf(entry({ body: paragraphs(['Mine']) }), article).body;
  const typed = composerReducer(editing, { type: 'typed', patch: { body } });
  const stale: Problem = { title: 'Stale', status: 409, code: 'stale-version', detail: 'Changed.', current: theirs };
  const conflict = composerReducer(composerReducer(typed, { type: 'sending', command: edit }), {
    type: 'refused',
    problem: stale,
  });

  it('keeps my text beside theirs', () => {
    expect(conflict.progress).toEqual({ status: 'conflict', current: theirs });
    expect(conflict.form.body).toEqual(body);
  });

  it('keeps mine on top of theirs: what I left alone is as they left it', () => {
    const rebased = composerReducer(conflict, { type: 'rebased', version: 5, theirs: formOf(theirs, article) });
    expect(rebased.base).toEqual({ entryId: theirs.id, version: 5, number: 12 });
    expect(rebased.form).toEqual({ ...formOf(theirs, article), body });
    expect(rebased.progress).toEqual({ status: 'editing', problems: [] });
  });

  it('makes an entry of its own of mine where theirs was withdrawn', () => {
    const detached = composerReducer(conflict, { type: 'detached' });
    expect(detached).toMatchObject({ base: null, form: { body }, progress: { status: 'editing' } });
  });
});

function after(...events: readonly ComposerEvent[]): ComposerState {
  return events.reduce(composerReducer, openComposer(blank));
}

function entry(fields: Partial<PublishedEntry>): PublishedEntry {
  return {
    ...{ id: 'entry-0012', number: 12, version: 1, publishedAt: '2026-01-01T00:00:00.000Z', editedAt: null },
    ...{ headline: null, body: paragraphs(['Text']), authors: [], source: null, language: 'en', keyEvent: false },
    ...{ tags: [], displayAt: null, edits: [], retraction: null },
    ...fields,
  };
}
