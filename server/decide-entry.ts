import type { Article, Entry, EntryContent, PublishedEntry } from '#shared/article.ts';
import { MAX_EDITS } from '#shared/article.ts';
import { isBlank } from '#shared/body-text.ts';
import type { Draft, EntryInput } from '#shared/commands.ts';
import { accept, type CommandOf, type Decision, isTooLarge, refuse, type Scene, stale, tooLarge } from './decision.ts';
import type { UnplacedChange } from './store/store.ts';

export function pinEntry(scene: Scene): Decision {
  const { article, entry } = scene;
  if (entry === null) return noSuchEntry();
  if (entry.retraction !== null) return retracted(entry);
  if (article.pinnedEntryId === entry.id) return accept([], { entryId: entry.id });
  const pinned = { ...article, pinnedEntryId: entry.id, version: article.version + 1 };
  return accept([{ type: 'entry-pinned', article: pinned, entry }], { entryId: entry.id });
}

export function saveDraft(command: CommandOf<'save-draft'>, scene: Scene): Decision {
  if (!mayTouch(scene)) return notYourDraft();
  if (isTooLarge(command.entry)) return tooLarge('entry');
  const { entry, draftId, entryId, entryVersion } = command;
  const writer = { userId: scene.draft?.userId ?? scene.user.id, userName: scene.draft?.userName ?? scene.user.name };
  const draft: Draft = {
    id: draftId,
    articleId: scene.article.id,
    entry,
    entryId,
    entryVersion,
    savedAt: scene.now,
    ...writer,
  };
  return accept([], { saveDraft: draft });
}

export function discardDraft(draftId: string, scene: Scene): Decision {
  return mayTouch(scene) ? accept([], { discardDraftId: draftId }) : notYourDraft();
}

export function publishEntry(command: CommandOf<'publish-entry'>, scene: Scene): Decision {
  const number = command.number ?? scene.lastNumber + 1;
  if (number <= scene.lastNumber)
    return refuse(422, 'number-taken', `Entry numbers only grow; the last one here is ${scene.lastNumber}.`, 'number');
  if (!mayTouch(scene)) return notYourDraft();
  const entry: PublishedEntry = {
    ...contentOf(command.entry, scene.article),
    id: scene.newId(),
    number,
    version: 1,
    publishedAt: scene.now,
    editedAt: null,
    edits: [],
    retraction: null,
  };
  return (
    refusedEntry(entry) ?? accept([{ type: 'entry-published', entry }], { entryId: entry.id, ...draftGone(command) })
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

function refusedEntry(entry: PublishedEntry): Decision | null {
  if (entry.headline === null && isBlank(entry.body))
    return refuse(422, 'empty-entry', 'An entry needs a headline or a text.', 'entry.body');
  return isTooLarge(entry) ? tooLarge('entry') : null;
}

/** Drafts belong to who writes them; those who publish may take them over. */
function mayTouch({ draft, user, article }: Scene): boolean {
  if (draft === null) return true;
  return draft.articleId === article.id && (user.role !== 'contributor' || draft.userId === user.id);
}

/** The oldest edits make room, so that notes of long ago never keep an editor from a correction. */
function withinLimits(entry: PublishedEntry): PublishedEntry {
  let edits = entry.edits.slice(-MAX_EDITS);
  while (edits.length > 1 && isTooLarge({ ...entry, edits })) edits = edits.slice(1);
  return { ...entry, edits };
}

function draftGone({ draftId }: { readonly draftId?: string | undefined }): { discardDraftId?: string } {
  return draftId === undefined ? {} : { discardDraftId: draftId };
}

function retracted(entry: Entry): Decision {
  const reason = 'The entry was withdrawn.';
  return { verdict: 'refused', refusal: { status: 409, code: 'retracted', reason, current: entry } };
}

function noSuchEntry(): Decision {
  return refuse(404, 'no-such-entry', 'There is no such entry in this article.', 'entryId');
}

function notYourDraft(): Decision {
  return refuse(403, 'not-your-draft', 'This draft belongs to somebody else.', 'draftId');
}
