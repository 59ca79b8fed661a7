import express, { type Request, type Response, type Router } from 'express';
import { BRIEFLY, hashOf, isAnsweredByTag } from '#server/api/cacheable.ts';
import { socialImagePath } from '#shared/addresses.ts';
import { counted, existing, type PageContext } from './page-html.ts';
import { sharedCard } from './social-card.ts';
import type { SocialCard } from './social-image.ts';
import { SocialImages } from './social-images.ts';

/** Pictures that stand for articles and entries where they are shared. */
export function socialRoutes(context: PageContext): Router {
  const images = new SocialImages();
  const router = express.Router();
  router.get(socialImagePath(':slug'), (request, response) => sendImage(context, images, request, response, null));
  router.get('/live/:slug/entry/:number/social.png', (request, response) =>
    sendImage(context, images, request, response, counted(request.params.number)),
  );
  return router;
}

async function sendImage(
  context: PageContext,
  images: SocialImages,
  request: Request,
  response: Response,
  entryNumber: number | null,
): Promise<void> {
  const { articleId } = existing(await context.reads.head(String(request.params.slug)));
  const { text } = existing(await sharedCard(context, articleId, entryNumber));
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  // What it says decides, not the position: most changes of an article leave its entries' pictures as they are.
  if (isAnsweredByTag(request, response, { etag: `W/"${hashOf(text)}"`, cacheControl: BRIEFLY })) return;
  response.type('png').send(await images.image(JSON.parse(text) as SocialCard));
}
