import express, { type Router } from 'express';
import * as z from 'zod';
import { requireUser, signedInUser } from '#server/auth/request-user.ts';
import { RefusalError } from '#server/refusal.ts';
import { note } from '#server/request-log.ts';
import { type WriteContext, type Written, write, writeNewArticle } from '#server/write.ts';
import { Id, Slug, Status } from '#shared/article.ts';
import { ArticleCommand, ArticleInput, type CreateArticle } from '#shared/commands.ts';
import { draftRoutes } from './drafts.ts';
import { parse } from './problem.ts';

/** A `create-article` command with the article's fields beside its own, which is easier to write by hand. */
const NewArticle = z.strictObject({
  ...ArticleInput.shape,
  commandId: Id.optional(),
  status: Status.optional(),
  slug: Slug.optional(),
});

/** The one door through which articles change. docs/protocol.md lists the commands. */
export function articleRoutes(context: WriteContext): Router {
  const { store } = context;
  const router = express.Router();
  router.post('/', requireUser('admin', 'editor'), async (request, response) => {
    const { commandId = context.ids(), status = 'upcoming', slug, ...article } = parse(NewArticle, request.body);
    const address = slug === undefined ? {} : { slug };
    const command: CreateArticle = { type: 'create-article', commandId, article, status, ...address };
    note(response, { command: command.type });
    const answer = answerOf(await writeNewArticle(context, signedInUser(response), command));
    note(response, { articleId: answer.id, seq: answer.position.seq });
    response.status(201).json(answer);
  });
  router.post('/:id/commands', requireUser(), async (request, response) => {
    const command = parse(ArticleCommand, request.body);
    const articleId = String(request.params.id);
    note(response, { command: command.type, articleId });
    const answer = answerOf(await write(context, signedInUser(response), articleId, command));
    note(response, { seq: answer.position.seq });
    response.json(answer);
  });
  router.use('/:id/drafts', draftRoutes(store));
  return router;
}

export function answerOf<Answer>(written: Written<Answer>): Answer {
  if (written.status === 'refused') throw new RefusalError(written.refusal);
  return written.answer;
}
