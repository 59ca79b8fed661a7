import type { Draft } from '#shared/commands.ts';
import { EntryInput } from '#shared/commands.ts';
import { type ComposerCommand, type EditBase, type Release, UNSCHEDULED } from './composer-state.ts';
import { type ArticleDefaults, type EntryForm, formOf } from './entry-form.ts';
import type { LocalDraft } from './local-drafts.ts';

/** A draft of this article that may be opened. `device`: it is in this browser, and not or not wholly on the server. */
export interface FoundDraft {
  readonly draftId: string;
  readonly form: EntryForm;
  readonly base: EditBase | null;
  readonly release: Release;
  readonly savedAt: string;
  readonly where: 'server' | 'device';
  readonly userName: string;
  /** Texts of it that the server may have. */
  readonly sent: readonly string[];
  readonly pending: ComposerCommand | null;
}

export interface Finding {
  readonly article: ArticleDefaults;
  readonly userName: string;
  readonly now: string;
}

/** How long a server remembers a command id, less a day for clocks: after that, repeating one might publish twice. */
const REPEATABLE_FOR_MS = 6 * 24 * 60 * 60 * 1_000;

/** All drafts there are: those with a time in its order, then the others, newest first. Where both hold one draft, the copy of this browser stands for it: see `untangle`. */
export function findDrafts(
  server: readonly Draft[],
  local: readonly LocalDraft[],
  { article, userName, now }: Finding,
): FoundDraft[] {
  const here = new Set(local.map(draft => draft.draftId));
  return [
    ...local.map(draft => ofDevice(draft, { userName, now, there: server.find(({ id }) => id === draft.draftId) })),
    ...server.filter(draft => !here.has(draft.id)).map(draft => ofServer(draft, article)),
  ].sort((a, b) => releaseOrder(a) - releaseOrder(b) || b.savedAt.localeCompare(a.savedAt));
}

/** Later than any. */
const NO_TIME = Number.MAX_SAFE_INTEGER;

function releaseOrder({ release }: FoundDraft): number {
  return release.releaseAt === null ? NO_TIME : Date.parse(release.releaseAt);
}

/** Two texts under one draft id, because it was open on two devices: the older one becomes a draft of its own in this browser. */
export interface Tangle {
  readonly older: LocalDraft;
  /** Set where the older text is the one in this browser: it must go from under the shared id. */
  readonly leaves: LocalDraft | null;
}

export function untangle(
  server: readonly Draft[],
  local: readonly LocalDraft[],
  { article, newId }: { readonly article: ArticleDefaults; readonly newId: () => string },
): Tangle[] {
  return local.flatMap((mine): Tangle[] => {
    const theirs = server.find(draft => draft.id === mine.draftId);
    if (theirs === undefined || mine.sent.includes(wireText(theirs.entry))) return [];
    const apart = { draftId: newId(), sent: [], pending: null };
    if (mine.pending === null && theirs.savedAt > mine.savedAt) return [{ older: { ...mine, ...apart }, leaves: mine }];
    const { form, base } = ofServer(theirs, article);
    return [{ older: { ...mine, form, base, savedAt: theirs.savedAt, ...apart }, leaves: null }];
  });
}

/** The JSON by which two texts of a draft are compared. */
export function wireText(entry: EntryInput): string {
  return JSON.stringify(EntryInput.parse(entry));
}

function ofServer(draft: Draft, article: ArticleDefaults): FoundDraft {
  const { id, entry, entryId, entryVersion, savedAt, userName } = draft;
  return {
    draftId: id,
    form: formOf(entry, article),
    base: entryId === null ? null : { entryId, version: entryVersion ?? 1, number: null },
    release: releaseOf(draft),
    savedAt,
    userName,
    where: 'server',
    sent: [wireText(entry)],
    pending: null,
  };
}

export function releaseOf({ releaseAt, releaseProblem }: Draft): Release {
  return { releaseAt, releaseProblem };
}

function ofDevice(
  draft: LocalDraft,
  { userName, now, there }: { userName: string; now: string; there: Draft | undefined },
): FoundDraft {
  const { draftId, form, base, savedAt, sent, pending } = draft;
  const isRepeatable = pending !== null && Date.parse(now) - Date.parse(pending.since) < REPEATABLE_FOR_MS;
  return {
    ...{ draftId, form, base, savedAt, userName, sent },
    release: there === undefined ? UNSCHEDULED : releaseOf(there),
    where: 'device',
    pending: isRepeatable ? pending.command : null,
  };
}
