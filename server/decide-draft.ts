import type { Article } from '#shared/article.ts';
import type { Draft, SaveMark } from '#shared/commands.ts';
import { mayTouch, notYourDraft, publication, publishedAlready } from './decide-entry.ts';
import {
  type Accepted,
  accept,
  type CommandOf,
  type Decision,
  isTooLarge,
  type Refused,
  refuse,
  refusedTime,
  type Scene,
  tooLarge,
} from './decision.ts';

/** Far more than anybody has in hand: what a program run wild may leave behind. */
export const MAX_DRAFTS_OF_USER = 500;

export function saveDraft(command: CommandOf<'save-draft'>, scene: Scene): Decision {
  const no = refusedTouch(scene) ?? refusedNumber(scene);
  if (no !== null) return no;
  if (isTooLarge(command.entry)) return tooLarge('entry');
  const { entry, entryId, entryVersion, save } = command;
  if (isOvertaken(save, scene.draft)) return accept([]);
  if (scene.draft?.releaseAt != null && entryId !== null) return notSchedulable();
  return accept([], {
    saveDraft: { ...draftOf(command.draftId, entry, scene), entryId, entryVersion, save: save ?? null },
  });
}

export function discardDraft(draftId: string, scene: Scene): Decision {
  // What was published stays; there is nothing to discard any more.
  return (scene.publishedAs === null && refusedTouch(scene)) || accept([], { discardDraftId: draftId });
}

/** What may be scheduled is what could be published now: nobody is there to put it right when its time comes. */
export function scheduleDraft(
  { draftId, entry, releaseAt, save }: CommandOf<'schedule-draft'>,
  scene: Scene,
): Decision {
  const { article, draft, user, now } = scene;
  const no =
    refusedTouch(scene) ??
    refusedNumber(scene) ??
    refusedTime(releaseAt, now, 'releaseAt', 'This time has passed; publish it instead.') ??
    refusedArticle(article);
  if (no !== null) return no;
  if (draft !== null && draft.entryId !== null) return notSchedulable();
  const publishable = publication({ entry }, scene);
  if (publishable.verdict === 'refused') return publishable;
  const scheduled: Draft = {
    ...draftOf(draftId, entry, scene),
    save: save ?? null,
    releaseAt: new Date(releaseAt).toISOString(),
    scheduledBy: { userId: user.id, userName: user.name },
    releaseProblem: null,
  };
  return accept([], { saveDraft: scheduled });
}

export function unscheduleDraft(scene: Scene): Decision {
  const no = refusedTouch(scene);
  if (no !== null) return no;
  if (scene.draft === null) return noSuchDraft();
  return accept([], { saveDraft: { ...scene.draft, releaseAt: null, scheduledBy: null, releaseProblem: null } });
}

/** Somebody does not wait for its time. */
export function releaseDraft(scene: Scene): Decision {
  const no = refusedTouch(scene);
  if (no !== null) return no;
  const { draft } = scene;
  if (draft === null) return noSuchDraft();
  return draft.entryId === null ? publication({ entry: draft.entry, draftId: draft.id }, scene) : notSchedulable();
}

/** What follows when the time has come: the draft is an entry, or stays and says why it is none. Null where it is not due (any more). */
export function releaseDue({
  draft,
  ...scene
}: Pick<Scene, 'article' | 'lastNumber' | 'pictures' | 'newId' | 'now' | 'draft'>): Accepted | null {
  if (draft === null || draft.releaseAt === null || draft.releaseAt > scene.now) return null;
  const decision = refusedArticle(scene.article) ?? publication({ entry: draft.entry, draftId: draft.id }, scene);
  if (decision.verdict === 'accepted') return decision;
  const releaseProblem = { releaseAt: draft.releaseAt, reason: decision.refusal.reason };
  return accept([], { saveDraft: { ...draft, releaseAt: null, scheduledBy: null, releaseProblem } });
}

/** The draft with this text; the rest of it stays as it is. */
function draftOf(id: string, entry: Draft['entry'], { article, draft, user, now }: Scene): Draft {
  const fresh = { id, articleId: article.id, userId: user.id, userName: user.name, entryId: null, entryVersion: null };
  const unscheduled = { save: null, releaseAt: null, scheduledBy: null, releaseProblem: null };
  return { ...fresh, ...unscheduled, ...draft, entry, savedAt: now };
}

/** Whoever wrote it has saved more since, which came first. */
function isOvertaken(save: SaveMark | undefined, draft: Draft | null): boolean {
  return save !== undefined && draft?.save?.by === save.by && draft.save.count >= save.count;
}

function refusedTouch(scene: Scene): Refused | null {
  if (scene.publishedAs !== null) return publishedAlready(scene.publishedAs);
  if (!mayTouch(scene)) return notYourDraft();
  // What is released was seen by an editor: nobody else changes it then.
  return scene.draft?.releaseAt != null && scene.user.role === 'contributor' ? scheduledByEditor() : null;
}

/** What is there already may always be saved again. */
function refusedNumber({ draft, draftsOfUser }: Scene): Refused | null {
  if (draft !== null || draftsOfUser < MAX_DRAFTS_OF_USER) return null;
  const reason = `You have ${draftsOfUser} drafts, and the server keeps no more of one account: publish or discard some. This text stays in your browser.`;
  return refuse(422, 'too-many-drafts', reason, 'draftId');
}

function refusedArticle({ status }: Article): Refused | null {
  if (status !== 'ended') return null;
  return refuse(422, 'article-ended', 'The coverage has ended: nothing is released in it by itself.');
}

function scheduledByEditor(): Refused {
  return refuse(403, 'draft-scheduled', 'An editor has scheduled this draft; only editors change it now.', 'draftId');
}

function notSchedulable(): Refused {
  const reason = 'Only new entries are released by time; a change to a published entry is sent by hand.';
  return refuse(422, 'not-schedulable', reason, 'draftId');
}

function noSuchDraft(): Refused {
  return refuse(404, 'no-such-draft', 'There is no such draft in this article.', 'draftId');
}
