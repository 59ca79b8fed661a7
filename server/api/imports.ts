import express, { type Router } from 'express';
import { requireUser, signedInUser } from '#server/auth/request-user.ts';
import { importCoverage } from '#server/import/import-coverage.ts';
import { note } from '#server/request-log.ts';
import { type WriteContext, write, writeNewArticle } from '#server/write.ts';
import { ImportRequest } from '#shared/imports.ts';
import { answerOf } from './articles.ts';
import { parse } from './problem.ts';

/** Coverage in plain text becomes an article, or on a dry run a report of what it would become. */
export function importRoutes(context: WriteContext): Router {
  const router = express.Router();
  router.post('/', requireUser('admin', 'editor'), async (request, response) => {
    const user = signedInUser(response);
    const { importId = context.ids(), ...asked } = parse(ImportRequest, request.body);
    if (!asked.dryRun) note(response, { command: 'import-coverage' });
    const imported = await importCoverage({
      ...asked,
      importId,
      today: new Date(context.clock()).toISOString().slice(0, 'yyyy-mm-dd'.length),
      writeNewArticle: command => writeNewArticle(context, user, command),
      write: (articleId, command) => write(context, user, articleId, command),
    });
    response.status(asked.dryRun ? 200 : 201).json(answerOf(imported));
  });
  return router;
}
