import express, { type Router } from 'express';
import type { Site } from '#shared/pages.ts';
import { THEME_COLORS } from './head-tags.ts';

/** What a device needs to know to keep the site like an application. */
export function manifestRoute({ name, tagline }: Site): Router {
  const manifest = {
    ...{ id: '/', name, short_name: name, description: tagline },
    ...{ start_url: '/', scope: '/', display: 'standalone' },
    ...{ theme_color: THEME_COLORS.light, background_color: THEME_COLORS.light },
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
  return express.Router().get('/manifest.webmanifest', (_request, response) => {
    response
      .set('Cache-Control', 'public, max-age=3600')
      .type('application/manifest+json')
      .send(JSON.stringify(manifest));
  });
}
