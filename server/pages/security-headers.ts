import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * No inline script or style, nothing from elsewhere, no framing. Where the site is served by https, browsers are told to keep to it.
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
