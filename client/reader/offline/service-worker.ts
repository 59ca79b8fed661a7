import { FILES, keyOf, OFFLINE_PATH, PAGES } from './kept.ts';

/**
 * /service-worker.js. The network comes first, always: what lies here is shown only where that cannot be reached, so no page that is
 * online is ever an old one. Nothing here decides what is kept of articles; the pages themselves do (keep-page.ts).
 */

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  addEventListener(type: 'install' | 'activate', act: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } };
  readonly location: Location;
}

const worker = self as unknown as Worker;
/** Pages of other applications, and what is made for programs. */
const NOT_OURS = /^\/(?:admin|embed|api|feeds?|media)(?:\/|$)/;
const GONE = [404, 410];

// A new one may take over at once: it has nothing that an open page depends on.
worker.addEventListener('install', event => event.waitUntil(keepOfflinePage().then(() => worker.skipWaiting())));
worker.addEventListener('activate', event => event.waitUntil(begin()));
worker.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || NOT_OURS.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(event, pathname));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});

async function page(event: Fetching, pathname: string): Promise<Response> {
  const slug = /^\/live\/([^/]+)/.exec(pathname)?.[1];
  const key = slug === undefined ? null : keyOf(slug);
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    if (key === pathname && GONE.includes(response.status)) event.waitUntil(forget(key));
    return response;
  } catch {
    const kept = key === null ? undefined : await caches.match(key, { cacheName: PAGES });
    return kept ?? (await caches.match(OFFLINE_PATH, { cacheName: FILES })) ?? Response.error();
  }
}

async function file(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request.url, { cacheName: FILES })) ?? Response.error();
  }
}

/** The page for what was never read here, with its styles. */
async function keepOfflinePage(): Promise<void> {
  const files = await caches.open(FILES);
  const response = await fetch(OFFLINE_PATH, { cache: 'no-cache' });
  const html = await response.clone().text();
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => String(href));
  await files.put(OFFLINE_PATH, response);
  await files.addAll(styles);
}

async function begin(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(name => name.startsWith('pressbox-') && name !== PAGES && name !== FILES);
  await Promise.all(old.map(name => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

async function forget(key: string): Promise<void> {
  await (await caches.open(PAGES)).delete(key);
}
