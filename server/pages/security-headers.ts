import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { FRAME_ORIGINS } from '#shared/embeds.ts';

/**
 * No inline script or style, nothing from elsewhere but the frames that readers ask for, and no framing of ours. Where the site is served by https, browsers are told to keep to it.
 * While developing, Vite's reloading needs inline scripts and styles, so only the rest applies.
 */
export function securityHeaders({
  publicUrl,
  dev,
}: {
  readonly publicUrl: string | null;
  readonly dev: boolean;
}): RequestHandler {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  return helmet({
    contentSecurityPolicy: dev
      ? false
      : {
          useDefaults: false,
          directives: {
            defaultSrc: ["'self'"],
            baseUri: ["'none'"],
            formAction: ["'self'"],
            frameAncestors: ["'none'"],
            frameSrc: [...FRAME_ORIGINS],
            imgSrc: ["'self'", 'data:'],
            objectSrc: ["'none'"],
            scriptSrc: ["'self'"],
            styleSrc: ["'self'"],
          },
        },
    strictTransportSecurity: isHttps,
    xFrameOptions: { action: 'deny' },
  });
}

/** For the one page that other sites may frame; everything else about it stays as it is. */
export const mayBeFramed: RequestHandler = (_request, response, next) => {
  const policy = response.getHeader('Content-Security-Policy');
  if (typeof policy === 'string')
    response.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  response.set('Cross-Origin-Resource-Policy', 'cross-origin').removeHeader('X-Frame-Options');
  next();
};
