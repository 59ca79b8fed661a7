import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import slugify from '@sindresorhus/slugify';
import type { ArticleContent, Position } from '#shared/article.ts';
import type { ArticleCommand, ArticleCreated, Command, CommandAnswer, CreateArticle } from '#shared/commands.ts';
import type { User } from '#shared/users.ts';
import { may } from './auth/may.ts';
import type { Bus } from './bus/bus.ts';
import { decide } from './decide.ts';
import { decideCreation } from './decide-article.ts';
import { releaseDue } from './decide-draft.ts';
import { picturesShownBy } from './decide-pictures.ts';
import type { Accepted } from './decision.ts';
import type { Refusal } from './refusal.ts';
import type { DraftFate, ScheduledDraft, Store, StoreTransaction } from './store/store.ts';

export interface WriteContext {
  readonly store: Store;
  readonly bus: Bus;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly ids: () => string;
  readonly defaults: Pick<ArticleContent, 'language' | 'timeZone'>;
}

export type Written<Answer> =
  | { readonly status: 'done'; readonly answer: Answer }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** How long a command id gives the same answer (D7). */
const REMEMBER_MS = 7 * 24 * 60 * 60 * 1_000;
const MAX_SLUG_CHARS = 80;

/** The only way anything changes: decides, appends in one durable transaction, then rings the bell. Throws StoreError. */
export async function write(
  context: WriteContext,
  user: User,
  articleId: string,
  command: ArticleCommand,
): Promise<Written<CommandAnswer>> {
  if (!may(user, command)) return refused(FORBIDDEN);
  const outcome = await context.store.transaction(tx =>
    once(context, tx, command, articleId, () => carryOut(context, tx, user, articleId, command)),
  );
  return announced(context, articleId, outcome);
}

/** The same for an article that is not there yet. `sample` marks the one that the set-up makes. */
export async function writeNewArticle(
  context: WriteContext,
  user: User,
  command: CreateArticle,
  { sample = false }: { readonly sample?: boolean } = {},
): Promise<Written<ArticleCreated>> {
  if (!may(user, command)) return refused(FORBIDDEN);
  const outcome = await context.store.transaction(tx =>
    once(context, tx, command, null, () => create(context, tx, command, sample)),
  );
  return outcome.status === 'done' ? announced(context, outcome.answer.id, outcome) : outcome;
}

/** What became of a draft whose time has come. `kept`: it cannot be published, and says why. `nothing`: somebody was quicker. */
export type Released =
  | { readonly status: 'published'; readonly position: Position; readonly entryId: string | undefined }
  | { readonly status: 'kept'; readonly reason: string | undefined }
  | { readonly status: 'nothing' };

/** Publishes a draft that is due, in the transaction that takes it away: however many nodes try, it happens once. */
export async function writeRelease(
  context: WriteContext,
  { articleId, draftId }: Pick<ScheduledDraft, 'articleId' | 'draftId'>,
): Promise<Released> {
  const { clock, ids } = context;
  const released = await context.store.transaction(async (tx): Promise<Released> => {
    const stored = await tx.article(articleId);
    if (stored === null) return { status: 'nothing' };
    const { draft } = await tx.draft(articleId, draftId);
    const at = clock();
    const pictures = await tx.storedPictures(picturesShownBy(draft?.entry));
    const decision = releaseDue({ ...stored, draft, pictures, now: new Date(at).toISOString(), newId: ids });
    if (decision === null) return { status: 'nothing' };
    const position = await keep(tx, articleId, decision, stored.position, at);
    return decision.changes.length > 0
      ? { status: 'published', position, entryId: decision.entryId }
      : { status: 'kept', reason: decision.saveDraft?.releaseProblem?.reason };
  });
  if (released.status === 'published') context.bus.ring({ articleId, seq: released.position.seq });
  await nextTurn();
  return released;
}

const FORBIDDEN: Refusal = { status: 403, code: 'forbidden', reason: 'Your account may not do this.' };

/** Drafts are saved many times a minute and the last save wins by nature: their command ids are not kept. */
const NOT_REMEMBERED: ReadonlySet<Command['type']> = new Set(['save-draft', 'discard-draft']);

async function once<Answer>(
  { clock }: WriteContext,
  tx: StoreTransaction,
  command: Command,
  articleId: string | null,
  work: () => Promise<Written<Answer>>,
): Promise<Written<Answer>> {
  if (NOT_REMEMBERED.has(command.type)) return work();
  const hash = createHash('sha256')
    .update(JSON.stringify([articleId, command]))
    .digest('base64url');
  const known = await tx.rememberedCommand(command.commandId);
  if (known !== null)
    return known.hash === hash ? { status: 'done', answer: JSON.parse(known.answer) as Answer } : refused(ID_REUSED);
  const outcome = await work();
  const at = clock();
  if (outcome.status === 'done')
    await tx.rememberCommand(
      command.commandId,
      { hash, answer: JSON.stringify(outcome.answer) },
      { at, forgetBefore: at - REMEMBER_MS },
    );
  return outcome;
}

const ID_REUSED: Refusal = {
  status: 422,
  code: 'command-id-reused',
  reason: 'This command id was used for something else.',
  field: 'commandId',
};

async function carryOut(
  { clock, ids }: WriteContext,
  tx: StoreTransaction,
  user: User,
  articleId: string,
  command: ArticleCommand,
): Promise<Written<CommandAnswer>> {
  const stored = await tx.article(articleId);
  if (stored === null) return refused(NO_ARTICLE);
  const entry = 'entryId' in command && command.entryId !== null ? await tx.entry(articleId, command.entryId) : null;
  const draft: DraftFate =
    'draftId' in command && command.draftId !== undefined ? await tx.draft(articleId, command.draftId) : NO_DRAFT;
  const at = clock();
  const pictures = await tx.storedPictures(picturesShownBy(textOf(command), draft.draft?.entry));
  const draftsOfUser = draft.draft === null && MAKES_DRAFTS.has(command.type) ? await tx.countDrafts(user.id) : 0;
  const decision = decide(command, {
    ...stored,
    entry,
    ...draft,
    draftsOfUser,
    pictures,
    user,
    now: new Date(at).toISOString(),
    newId: ids,
  });
  if (decision.verdict === 'refused') return refused(decision.refusal);
  const position = await keep(tx, articleId, decision, stored.position, at);
  return {
    status: 'done',
    answer: { position, ...(decision.entryId === undefined ? {} : { entryId: decision.entryId }) },
  };
}

/** What it would have an article, an entry or a draft say. */
function textOf(command: ArticleCommand) {
  if ('entry' in command) return command.entry;
  return 'article' in command ? command.article : null;
}

const MAKES_DRAFTS: ReadonlySet<Command['type']> = new Set(['save-draft', 'schedule-draft']);
const NO_DRAFT: DraftFate = { draft: null, publishedAs: null };
const NO_ARTICLE: Refusal = { status: 404, code: 'no-such-article', reason: 'There is no such article.' };

async function keep(
  tx: StoreTransaction,
  articleId: string,
  { changes, saveDraft, discardDraftId, publishedDraftId, entryId, removeArticle }: Accepted,
  position: Position,
  at: number,
): Promise<Position> {
  if (saveDraft !== undefined) await tx.saveDraft(saveDraft);
  if (discardDraftId !== undefined) await tx.discardDraft(discardDraftId);
  if (removeArticle) {
    await tx.removeArticle(articleId);
    return { ...position, seq: position.seq + 1 };
  }
  if (changes.length === 0) return position;
  const appended = await tx.append(articleId, changes, at);
  if (publishedDraftId !== undefined && entryId !== undefined) await tx.publishDraft(publishedDraftId, entryId);
  return appended;
}

async function create(
  { clock, ids, defaults }: WriteContext,
  tx: StoreTransaction,
  command: CreateArticle,
  sample: boolean,
): Promise<Written<ArticleCreated>> {
  const { slug } = command;
  if (slug !== undefined && (await tx.isSlugTaken(slug)))
    return refused({ ...SLUG_TAKEN, reason: `"${slug}" is taken.` });
  const id = ids();
  const at = clock();
  const scene = {
    id,
    slug: slug ?? (await freeSlug(tx, command.article.headline)),
    now: new Date(at).toISOString(),
    defaults,
    sample,
    pictures: await tx.storedPictures(picturesShownBy(command.article)),
  };
  const decision = decideCreation(command, scene);
  if (decision.verdict === 'refused') return refused(decision.refusal);
  for (const change of decision.changes) if ('article' in change) await tx.createArticle(change.article, newEpoch());
  const position = await tx.append(id, decision.changes, at);
  return { status: 'done', answer: { id, slug: scene.slug, position } };
}

const SLUG_TAKEN = { status: 422, code: 'slug-taken', field: 'slug' };

async function freeSlug(tx: StoreTransaction, headline: string): Promise<string> {
  const wanted = slugify(headline, { decamelize: false }).slice(0, MAX_SLUG_CHARS).replace(/-+$/, '') || 'article';
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`;
    if (!(await tx.isSlugTaken(slug))) return slug;
  }
}

function newEpoch(): string {
  return randomBytes(16).toString('base64url');
}

async function announced<Answer extends { position: Position }>(
  { bus }: WriteContext,
  articleId: string,
  outcome: Written<Answer>,
): Promise<Written<Answer>> {
  if (outcome.status === 'done') bus.ring({ articleId, seq: outcome.answer.position.seq });
  // The embedded store answers within the turn: who writes much in a row would starve the sockets that have to carry it.
  await nextTurn();
  return outcome;
}

function refused(refusal: Refusal): { status: 'refused'; refusal: Refusal } {
  return { status: 'refused', refusal };
}
