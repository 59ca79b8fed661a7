import express, { type RequestHandler, type Router } from 'express';
import * as z from 'zod';
import { requireUser, signedInUser } from '#server/auth/request-user.ts';
import { MAX_REPLAY_BYTES, MAX_REPLAY_CHANGES } from '#server/channel.ts';
import { RefusalError } from '#server/refusal.ts';
import type { Store, StoredArticle } from '#server/store/store.ts';
import { note } from '#server/request-log.ts';
import { type WriteContext, type Written, write, writeNewArticle } from '#server/write.ts';
import { Epoch, Id, Seq, Slug, Status } from '#shared/article.ts';
import { ArticleCommand, ArticleInput, type CreateArticle } from '#shared/commands.ts';
import type { Change, MissedChanges } from '#shared/protocol.ts';
import { parse } from './problem.ts';

const Before = z.object({ before: z.coerce.number().int().min(1) });
/** A `create-article` command with the article's fields beside its own, which is easier to write by hand. */
const NewArticle = z.strictObject({
  ...ArticleInput.shape,
  commandId: Id.optional(),
  status: Status.optional(),
  slug: Slug.optional(),
});
const Since = z.object({ epoch: Epoch, since: z.coerce.number().pipe(Seq) });

/** Articles as everybody may read them, and the one door through which they change. docs/protocol.md lists the routes. */
export function articleRoutes(context: WriteContext): Router {
  const { store } = context;
  const router = express.Router();
  router.use(asItStands);
  router.get('/', async (_request, response) => {
    response.json({ articles: await store.listArticles() });
  });
  router.post('/', requireUser('admin', 'editor'), async (request, response) => {
    const { commandId = context.ids(), status = 'upcoming', slug, ...article } = parse(NewArticle, request.body);
    const address = slug === undefined ? {} : { slug };
    const command: CreateArticle = { type: 'create-article', commandId, article, status, ...address };
    note(response, { command: command.type });
    const answer = answerOf(await writeNewArticle(context, signedInUser(response), command));
    note(response, { articleId: answer.id, seq: answer.position.seq });
    response.status(201).json(answer);
  });
  router.get('/:slug', async (request, response) => {
    const { article } = await bySlug(store, request.params.slug);
    response.json(existing(await store.snapshot(article.id)));
  });
  router.get('/:slug/entries', async (request, response) => {
    const { before } = parse(Before, request.query);
    const { article } = await bySlug(store, request.params.slug);
    response.json(existing(await store.olderEntries(article.id, before)));
  });
  router.get('/:slug/changes', async (request, response) => {
    const { epoch, since } = parse(Since, request.query);
    response.json(await missedChanges(store, await bySlug(store, request.params.slug), { epoch, seq: since }));
  });
  router.post('/:id/commands', requireUser(), async (request, response) => {
    const command = parse(ArticleCommand, request.body);
    const articleId = String(request.params.id);
    note(response, { command: command.type, articleId });
    const answer = answerOf(await write(context, signedInUser(response), articleId, command));
    note(response, { seq: answer.position.seq });
    response.json(answer);
  });
  router.get('/:id/drafts', requireUser(), async (request, response) => {
    const { id, role } = signedInUser(response);
    const drafts = await store.drafts(String(request.params.id), role === 'contributor' ? { userId: id } : {});
    response.set('Cache-Control', 'no-store').json({ drafts });
  });
  return router;
}

/** Whoever keeps an answer asks again before using it: what was withdrawn must not come back (D11). */
const asItStands: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-cache');
  next();
};

/** What came after a position, or that it cannot be told: the same limits as on the socket (D4). */
async function missedChanges(
  store: Store,
  { article, position }: StoredArticle,
  since: { epoch: string; seq: number },
): Promise<MissedChanges> {
  if (since.epoch !== position.epoch || since.seq > position.seq) return { type: 'reset', position };
  const stored = await store.changesAfter(article.id, since.seq, MAX_REPLAY_CHANGES + 1);
  const bytes = stored.reduce((sum, change) => sum + Buffer.byteLength(change.json), 0);
  if (stored.length > MAX_REPLAY_CHANGES || bytes > MAX_REPLAY_BYTES) return { type: 'reset', position };
  const changes = stored.map(change => JSON.parse(change.json) as Change);
  return { type: 'changes', changes, position: { epoch: position.epoch, seq: stored.at(-1)?.seq ?? since.seq } };
}

async function bySlug(store: Store, slug: string): Promise<StoredArticle> {
  return existing(await store.articleBySlug(slug));
}

function existing<Found>(found: Found | null): Found {
  if (found === null)
    throw new RefusalError({ status: 404, code: 'no-such-article', reason: 'There is no such article.' });
  return found;
}

export function answerOf<Answer>(written: Written<Answer>): Answer {
  if (written.status === 'refused') throw new RefusalError(written.refusal);
  return written.answer;
}
