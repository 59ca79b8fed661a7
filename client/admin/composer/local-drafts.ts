import type { JSONContent } from '@tiptap/core';
import * as z from 'zod';
import { CONFIRMATIONS, EDIT_KINDS, SOURCE_KINDS } from '#shared/article.ts';
import { ArticleCommand } from '#shared/commands.ts';
import type { ComposerCommand } from './composer-state.ts';

/** Where drafts are kept in this browser: `localStorage`, as far as it is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const doc = z.custom<JSONContent>(value => typeof value === 'object' && value !== null);

const EntryForm = z.object({
  headline: z.string(),
  body: doc,
  keyEvent: z.boolean(),
  language: z.string(),
  source: z.object({ name: z.string(), kind: z.enum(SOURCE_KINDS), url: z.string() }),
  authors: z.array(z.object({ name: z.string(), role: z.string() })).readonly(),
  tags: z.string(),
  displayDate: z.string(),
  displayTime: z.string(),
  /** Copies from before there were these lack them. */
  confirmation: z.enum([...CONFIRMATIONS, '']).default(''),
  translations: z
    .array(
      z.object({
        language: z.string(),
        headline: z.string(),
        body: doc,
        translator: z.string(),
        kind: z.enum(['person', 'machine']),
      }),
    )
    .readonly()
    .default([]),
  kind: z.enum(EDIT_KINDS),
  note: z.string(),
});

const isComposerCommand = (command: ArticleCommand): command is ComposerCommand =>
  command.type === 'publish-entry' || command.type === 'edit-entry' || command.type === 'schedule-draft';

/** What was typed and is not known to be on the server yet. */
const LocalDraft = z.object({
  draftId: z.string(),
  articleId: z.string(),
  userId: z.string(),
  form: EntryForm,
  base: z.object({ entryId: z.string(), version: z.number(), number: z.number().nullable() }).nullable(),
  savedAt: z.string(),
  /** The texts last sent to the server, as JSON: where it holds one of these, this copy is the newer one, whatever the clocks say. */
  sent: z.array(z.string()).readonly(),
  /** A publish or edit whose answer is still to come. */
  pending: z
    .object({
      command: ArticleCommand.refine(isComposerCommand).transform(command => command as ComposerCommand),
      since: z.string(),
    })
    .nullable(),
});

export type LocalDraft = Readonly<z.infer<typeof LocalDraft>>;

/** This browser's storage; where it has none to give, one that keeps nothing and says so. */
export function browserStorage(): DraftStorage {
  try {
    return localStorage;
  } catch {
    return NO_STORAGE;
  }
}

const NO_STORAGE: DraftStorage = {
  length: 0,
  key: () => null,
  getItem: () => null,
  removeItem() {},
  setItem() {
    throw new Error('This browser keeps nothing for this page');
  },
};

/** Copies of one person in one article, newest first. What cannot be read is left alone: a later version may understand it. */
export function localDrafts(
  storage: DraftStorage,
  of: { readonly articleId: string; readonly userId: string },
): LocalDraft[] {
  const prefix = prefixOf(of.articleId);
  return keysOf(storage)
    .filter(key => key.startsWith(prefix))
    .flatMap(key => parse(storage.getItem(key)))
    .filter(draft => draft.userId === of.userId)
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}

/** False where the browser will not keep it. */
export function keepLocally(storage: DraftStorage, draft: LocalDraft): boolean {
  try {
    storage.setItem(keyOf(draft), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetLocally(storage: DraftStorage, draft: Pick<LocalDraft, 'articleId' | 'draftId'>): void {
  try {
    storage.removeItem(keyOf(draft));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function keyOf({ articleId, draftId }: Pick<LocalDraft, 'articleId' | 'draftId'>): string {
  return `${prefixOf(articleId)}${draftId}`;
}

function prefixOf(articleId: string): string {
  return `pressbox.draft.${articleId}.`;
}

function keysOf(storage: DraftStorage): string[] {
  try {
    return Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? '');
  } catch {
    return [];
  }
}

function parse(json: string | null): LocalDraft[] {
  try {
    const read = LocalDraft.safeParse(JSON.parse(json ?? ''));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}
