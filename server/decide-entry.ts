import type { Article, Entry, EntryContent, PublishedEntry } from '#shared/article.ts';
import { MAX_EDITS } from '#shared/article.ts';
import { isEmpty } from '#shared/body-text.ts';
import type { EntryInput } from '#shared/commands.ts';
import { refusedPictures } from './decide-pictures.ts';
import {
  accept,
  type CommandOf,
  type Decision,
  isTooLarge,
  type Refused,
  refuse,
  type Scene,
  stale,
  tooLarge,
} from './decision.ts';
import type { UnplacedChange } from './store/store.ts';

export function pinEntry(scene: Scene): Decision {
  const { article, entry } = scene;
  if (entry === null) return noSuchEntry();
  if (entry.retraction !== null) return retracted(entry);
  if (article.pinnedEntryId === entry.id) return accept([], { entryId: entry.id });
  const pinned = { ...article, pinnedEntryId: entry.id, version: article.version + 1 };
  return accept([{ type: 'entry-pinned', article: pinned, entry }], { entryId: entry.id });
}

export function publishEntry(command: CommandOf<'publish-entry'>, scene: Scene): Decision {
  const { number } = command;
  if (number !== undefined && number <= scene.lastNumber)
    return refuse(422, 'number-taken', `Entry numbers only grow; the last one here is ${scene.lastNumber}.`, 'number');
  if (!mayTouch(scene)) return notYourDraft();
  return scene.publishedAs === null ? publication(command, scene) : publishedAlready(scene.publishedAs);
}

/** What is written becomes an entry, and the draft that it was written as goes; or why it cannot be one. */
export function publication(
  written: Pick<CommandOf<'publish-entry'>, 'entry' | 'draftId' | 'number'>,
  { article, lastNumber, pictures, newId, now }: Pick<Scene, 'article' | 'lastNumber' | 'pictures' | 'newId' | 'now'>,
): Decision {
  const entry: PublishedEntry = {
    ...contentOf(written.entry, article),
    id: newId(),
    number: written.number ?? lastNumber + 1,
    version: 1,
    publishedAt: now,
    editedAt: null,
    edits: [],
    retraction: null,
  };
  return (
    refusedEntry(entry) ??
    refusedPictures(entry, 'entry.body', { pictures }) ??
    accept([{ type: 'entry-published', entry }], { entryId: entry.id, ...draftGone(written) })
  );
}

export function editEntry(command: CommandOf<'edit-entry'>, scene: Scene): Decision {
  const { entry } = scene;
  if (entry === null) return noSuchEntry();
  if (entry.retraction !== null) return retracted(entry);
  if (command.expectedVersion !== entry.version) return stale('The entry was changed since you opened it.', entry);
  const { kind, note } = command;
  if ((kind === 'correction' || kind === 'clarification') && !note)
    return refuse(422, 'note-needed', `A ${kind} tells readers what was wrong: write a note.`, 'note');
  if (!mayTouch(scene)) return notYourDraft();
  const edit = kind === 'minor' ? [] : [{ at: scene.now, kind, note: note || null }];
  const edited = withinLimits({
    ...entry,
    ...command.entry,
    version: entry.version + 1,
    editedAt: scene.now,
    edits: [...entry.edits, ...edit],
  });
  return (
    refusedEntry(edited) ??
    refusedPictures(command.entry, 'entry.body', { pictures: scene.pictures, before: entry }) ??
    accept([{ type: 'entry-edited', entry: edited }], { entryId: entry.id, ...draftGone(command) })
  );
}

export function retractEntry(command: CommandOf<'retract-entry'>, scene: Scene): Decision {
  const { entry, article } = scene;
  if (entry === null) return noSuchEntry();
  if (entry.retraction !== null) return accept([], { entryId: entry.id });
  if (command.expectedVersion !== entry.version) return stale('The entry was changed since you opened it.', entry);
  const { id, number, publishedAt } = entry;
  const tombstone: Entry = {
    ...{ id, number, publishedAt },
    version: entry.version + 1,
    retraction: { at: scene.now, reason: command.reason },
  };
  const changes: UnplacedChange[] = [{ type: 'entry-retracted', entry: tombstone }];
  if (article.pinnedEntryId === id)
    changes.push({
      type: 'entry-unpinned',
      article: { ...article, pinnedEntryId: null, version: article.version + 1 },
    });
  return accept(changes, { entryId: id });
}

function contentOf(input: EntryInput, article: Article): EntryContent {
  return {
    ...{ headline: null, authors: [], source: null, keyEvent: false, tags: [], displayAt: null },
    language: article.language,
    ...input,
  };
}

function refusedEntry(entry: PublishedEntry): Refused | null {
  if (isEmpty(entry)) return refuse(422, 'empty-entry', 'An entry needs a headline or a text.', 'entry.body');
  return isTooLarge(entry) ? tooLarge('entry') : null;
}

/** The oldest edits make room, so that notes of long ago never keep an editor from a correction. */
function withinLimits(entry: PublishedEntry): PublishedEntry {
  let edits = entry.edits.slice(-MAX_EDITS);
  while (edits.length > 1 && isTooLarge({ ...entry, edits })) edits = edits.slice(1);
  return { ...entry, edits };
}

function draftGone({ draftId }: { readonly draftId?: string | undefined }): { publishedDraftId?: string } {
  return draftId === undefined ? {} : { publishedDraftId: draftId };
}

function retracted(entry: Entry): Refused {
  const reason = 'The entry was withdrawn.';
  return { verdict: 'refused', refusal: { status: 409, code: 'retracted', reason, current: entry } };
}

function noSuchEntry(): Refused {
  return refuse(404, 'no-such-entry', 'There is no such entry in this article.', 'entryId');
}

/** Drafts belong to who writes them; those who publish may take them over. */
export function mayTouch({ draft, user, article }: Scene): boolean {
  if (draft === null) return true;
  return draft.articleId === article.id && (user.role !== 'contributor' || draft.userId === user.id);
}

export function notYourDraft(): Refused {
  return refuse(403, 'not-your-draft', 'This draft belongs to somebody else.', 'draftId');
}

export function publishedAlready(current: Entry): Refused {
  const reason = `This draft was published as No. ${current.number}.`;
  return { verdict: 'refused', refusal: { status: 409, code: 'draft-published', reason, current } };
}
