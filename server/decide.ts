import type { Article, ArticleContent, Entry, EntryContent, PublishedEntry } from '#shared/article.ts';
import { MAX_CONTENT_BYTES, MAX_EDITS } from '#shared/article.ts';
import { isBlank, paragraphs } from '#shared/body-text.ts';
import type { ArticleCommand, CreateArticle, Draft, EntryInput } from '#shared/commands.ts';
import type { User } from '#shared/users.ts';
import type { Refusal } from './refusal.ts';
import type { UnplacedChange } from './store/store.ts';

/** What a command meets: the article where its log stands, the entry and the draft that it names. `now` is an ISO instant. */
export interface Scene {
  readonly article: Article;
  readonly lastNumber: number;
  readonly entry: Entry | null;
  readonly draft: Draft | null;
  readonly user: User;
  readonly now: string;
  readonly newId: () => string;
}

/** What follows from a command, all of it in one transaction. */
export interface Accepted {
  readonly verdict: 'accepted';
  readonly changes: readonly UnplacedChange[];
  readonly entryId?: string;
  readonly saveDraft?: Draft;
  readonly discardDraftId?: string;
  readonly removeArticle?: true;
}

export type Decision = Accepted | { readonly verdict: 'refused'; readonly refusal: Refusal };

/** The editorial rules: pure, so that each can be read and tested alone. Whether the account may ask at all is server/auth/may.ts. */
export function decide(command: ArticleCommand, scene: Scene): Decision {
  switch (command.type) {
    case 'edit-article':
      return editArticle(command, scene);
    case 'set-status':
      return command.status === scene.article.status
        ? accept([])
        : changeArticle(scene, 'status-set', { status: command.status });
    case 'set-summary':
      return setSummary(command.points, scene);
    case 'pin-entry':
      return pinEntry(scene);
    case 'unpin-entry':
      return scene.article.pinnedEntryId === null
        ? accept([])
        : changeArticle(scene, 'entry-unpinned', { pinnedEntryId: null });
    case 'save-draft':
      return saveDraft(command, scene);
    case 'discard-draft':
      return discardDraft(command.draftId, scene);
    case 'publish-entry':
      return publishEntry(command, scene);
    case 'edit-entry':
      return editEntry(command, scene);
    case 'retract-entry':
      return retractEntry(command, scene);
    case 'remove-article':
      return removeArticle(scene);
    default:
      return command satisfies never;
  }
}

/** The article that a `create-article` asks for, its slug already chosen. */
export function decideCreation(
  command: CreateArticle,
  scene: {
    readonly id: string;
    readonly slug: string;
    readonly now: string;
    readonly defaults: Pick<ArticleContent, 'language' | 'timeZone'>;
    readonly sample: boolean;
  },
): Decision {
  const article: Article = {
    ...EMPTY_ARTICLE,
    ...scene.defaults,
    ...command.article,
    id: scene.id,
    slug: scene.slug,
    version: 1,
    contentVersion: 1,
    status: command.status,
    pinnedEntryId: null,
    summary: null,
    sample: scene.sample,
    createdAt: scene.now,
    editedAt: null,
  };
  return refusedArticle(article) ?? accept([{ type: 'article-created', article }]);
}

const EMPTY_ARTICLE = {
  dateLine: '',
  standfirst: '',
  body: paragraphs([]),
  source: null,
  authors: [],
  featured: null,
  related: [],
  startsAt: null,
} satisfies Partial<ArticleContent>;

type CommandOf<Type extends ArticleCommand['type']> = Extract<ArticleCommand, { type: Type }>;

function editArticle(command: CommandOf<'edit-article'>, scene: Scene): Decision {
  const { article } = scene;
  if (command.expectedVersion < article.contentVersion || command.expectedVersion > article.version)
    return stale('The article was changed since you opened it.', article);
  const edited: Article = {
    ...article,
    ...command.article,
    version: article.version + 1,
    contentVersion: article.version + 1,
    editedAt: scene.now,
  };
  return refusedArticle(edited) ?? accept([{ type: 'article-edited', article: edited }]);
}

function setSummary(points: string[], scene: Scene): Decision {
  const summary = points.length === 0 ? null : { points, editedAt: scene.now };
  return isTooLarge({ ...scene.article, summary })
    ? tooLarge('points')
    : changeArticle(scene, 'summary-set', { summary });
}

function pinEntry(scene: Scene): Decision {
  const { article, entry } = scene;
  if (entry === null) return noSuchEntry();
  if (entry.retraction !== null) return retracted(entry);
  if (article.pinnedEntryId === entry.id) return accept([], { entryId: entry.id });
  const pinned = { ...article, pinnedEntryId: entry.id, version: article.version + 1 };
  return accept([{ type: 'entry-pinned', article: pinned, entry }], { entryId: entry.id });
}

function saveDraft(command: CommandOf<'save-draft'>, scene: Scene): Decision {
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

function discardDraft(draftId: string, scene: Scene): Decision {
  return mayTouch(scene) ? accept([], { discardDraftId: draftId }) : notYourDraft();
}

function publishEntry(command: CommandOf<'publish-entry'>, scene: Scene): Decision {
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

function editEntry(command: CommandOf<'edit-entry'>, scene: Scene): Decision {
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

function retractEntry(command: CommandOf<'retract-entry'>, scene: Scene): Decision {
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

function removeArticle({ article, lastNumber }: Scene): Decision {
  if (!article.sample && lastNumber > 0)
    return refuse(
      422,
      'has-entries',
      'An article with entries stays: withdraw the entries, or set its status to ended.',
    );
  return accept([], { removeArticle: true });
}

function changeArticle(
  { article }: Scene,
  type: 'status-set' | 'summary-set' | 'entry-unpinned',
  fields: Partial<Pick<Article, 'status' | 'summary' | 'pinnedEntryId'>>,
): Decision {
  return accept([{ type, article: { ...article, ...fields, version: article.version + 1 } }]);
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

function refusedArticle(article: Article): Decision | null {
  if (!isTimeZone(article.timeZone))
    return refuse(
      422,
      'unknown-time-zone',
      `"${article.timeZone}" is not a time zone that is known here.`,
      'article.timeZone',
    );
  return isTooLarge(article) ? tooLarge('article') : null;
}

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
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

function isTooLarge(content: object): boolean {
  return Buffer.byteLength(JSON.stringify(content)) > MAX_CONTENT_BYTES;
}

function draftGone({ draftId }: { readonly draftId?: string | undefined }): { discardDraftId?: string } {
  return draftId === undefined ? {} : { discardDraftId: draftId };
}

function accept(
  changes: readonly UnplacedChange[],
  more: Partial<Omit<Accepted, 'changes' | 'verdict'>> = {},
): Accepted {
  return { verdict: 'accepted', changes, ...more };
}

function refuse(status: number, code: string, reason: string, field?: string): Decision {
  return { verdict: 'refused', refusal: { status, code, reason, ...(field === undefined ? {} : { field }) } };
}

function stale(reason: string, current: Entry | Article): Decision {
  return { verdict: 'refused', refusal: { status: 409, code: 'stale-version', reason, current } };
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

function tooLarge(field: string): Decision {
  return refuse(413, 'too-large', `More than ${MAX_CONTENT_BYTES / 1024} KiB in one piece; split it.`, field);
}
