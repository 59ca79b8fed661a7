import { dropPictures, FILES, keyOf, OFFLINE, OFFLINE_PATH, PAGES, PICTURES, pictureStem, viewIn } from './kept.ts';

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
const NOT_OURS = /^\/(?:admin|embed|api|feeds?)(?:\/|$)/;
const GONE = [404, 410];
/** What the server says of every page; what lies here says nothing of the kind itself. */
const POLICY = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
];

// A new one may take over at once: it has nothing that an open page depends on.
worker.addEventListener('install', event => event.waitUntil(keepOfflinePage().then(() => worker.skipWaiting())));
worker.addEventListener('activate', event => event.waitUntil(begin()));
worker.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  const { origin, pathname } = url;
  if (request.method !== 'GET' || origin !== worker.location.origin || NOT_OURS.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (pathname.startsWith('/assets/')) event.respondWith(fetch(request).catch(() => file(request.url)));
  else if (pathname.startsWith('/media/')) event.respondWith(fetch(request).catch(() => picture(pathname)));
});

async function page(event: Fetching, { pathname, searchParams }: URL): Promise<Response> {
  const slug = /^\/live\/([^/]+)/.exec(pathname)?.[1];
  const key = slug === undefined ? null : keyOf(slug);
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    if (key === pathname && slug !== undefined && GONE.includes(response.status)) event.waitUntil(forget(slug));
    return response;
  } catch {
    const offline = await caches.match(OFFLINE_PATH, { cacheName: OFFLINE });
    if (offline === undefined) return Response.error();
    // What lies here is no answer to how the article stood at another moment.
    const isKept = key !== null && !searchParams.has('at');
    const kept = isKept ? await caches.match(key, { cacheName: PAGES }) : undefined;
    return answer(kept ? await kept.text() : await withKept(await offline.text()), offline.headers);
  }
}

/** A page under the policy of one that came from the server. */
function answer(html: string, given: Headers): Response {
  const policy = POLICY.flatMap(name => {
    const value = given.get(name);
    return value === null ? [] : [[name, value] as [string, string]];
  });
  return new Response(html, { headers: [['content-type', 'text/html; charset=utf-8'], ...policy] });
}

/** The page for what was never read, with links to what was, the last one first (kept-list.tsx has the place for them). */
async function withKept(html: string): Promise<string> {
  const pages = await caches.open(PAGES);
  const kept = await Promise.all((await pages.keys()).toReversed().map(key => pages.match(key)));
  const links = await Promise.all(kept.map(async page => linkTo((await page?.text()) ?? '')));
  if (links.join('') === '') return html;
  return html.replace(
    /(<section class="kept-list"[^>]*?) hidden=""([\s\S]*?)(?=<\/section>)/,
    (_all, start: string, heading: string) => `${start}${heading}<ul>${links.join('')}</ul>`,
  );
}

function linkTo(html: string): string {
  const view = viewIn(html);
  if (view === null) return '';
  const { slug, headline } = view.state.article;
  // A page's language is its article's.
  const mark = /<html[^>]*>/.exec(html)?.[0].match(/ (?:lang|dir)="[^"]*"/g);
  return `<li><a href="${keyOf(slug)}"${mark?.join('')}>${headline.replace(/[&<>]/g, sign => `&#${sign.charCodeAt(0)};`)}</a></li>`;
}

async function file(url: string): Promise<Response> {
  const found = await Promise.all([FILES, OFFLINE].map(cacheName => caches.match(url, { cacheName })));
  return found.find(kept => kept !== undefined) ?? Response.error();
}

/** In the one size that lies here. */
async function picture(pathname: string): Promise<Response> {
  const kept = await caches.match(pictureStem(pathname), { cacheName: PICTURES, ignoreSearch: true });
  return kept ?? Response.error();
}

/** The page for what was never read here, with its styles. */
async function keepOfflinePage(): Promise<void> {
  const response = await fetch(OFFLINE_PATH, { cache: 'no-cache' });
  const html = await response.clone().text();
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => String(href));
  const offline = await caches.open(OFFLINE);
  await offline.addAll(styles);
  await offline.put(OFFLINE_PATH, response);
}

async function begin(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(name => name.startsWith('pressbox-') && !OURS.includes(name));
  await Promise.all(old.map(name => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

const OURS = [PAGES, FILES, PICTURES, OFFLINE];

async function forget(slug: string): Promise<void> {
  await (await caches.open(PAGES)).delete(keyOf(slug));
  await dropPictures(decodeURIComponent(slug));
}
