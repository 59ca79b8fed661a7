import express, { type Request, type Router } from 'express';
import { requireUser, signedInUser } from '#server/auth/request-user.ts';
import type { Store } from '#server/store/store.ts';

/** Drafts of an article, for those who are signed in: contributors see their own. */
export function draftRoutes(store: Store): Router {
  const router = express.Router({ mergeParams: true });
  router.use(requireUser(), (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/', async (request: Request<{ id: string }>, response) => {
    const { id: userId, role } = signedInUser(response);
    response.json({ drafts: await store.drafts(request.params.id, role === 'contributor' ? { userId } : {}) });
  });
  // What became of a draft: that it is gone, or an entry, is an answer too.
  router.get('/:draftId', async (request: Request<{ id: string; draftId: string }>, response) => {
    const { id: userId, role } = signedInUser(response);
    const { id, draftId } = request.params;
    const { draft, publishedAs } = await store.draft(id, draftId);
    const isTheirs = draft?.articleId === id && (role !== 'contributor' || draft.userId === userId);
    response.json({ draft: isTheirs ? draft : null, publishedAs });
  });
  return router;
}
