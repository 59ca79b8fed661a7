import type { ArticleState } from '#shared/article.ts';
import { directionOf } from '#shared/language.ts';
import { textsIn } from '../../ui/texts.ts';
import { timesFor } from '../../ui/times.ts';
import type { Reader } from '../reader.ts';
import { titleOf } from '../title.ts';
import { ownZone } from '../use-voice.ts';
import { dropUnused, keepPictures } from './keep-pictures.ts';
import { broughtUp, dropPictures, FILES, keyOf, newestOf, PAGES, scriptJson, viewIn, withView } from './kept.ts';

const MAX_PAGES = 10;
const MAX_FILES = 80;
/** What a page says of itself to machines elsewhere repeats what entries say. */
const FOR_MACHINES =
  'meta[name="description"], meta[property], meta[name^="twitter:"], link[rel="alternate"], script[type="application/ld+json"]';

/** Lays the article's page aside as it stands now, over the one that was there. */
export async function keepPage(reader: Reader): Promise<void> {
  const pages = await caches.open(PAGES);
  const state = newestOf(reader.article.store.getState().article);
  await pages.put(keyOf(state.article.slug), asPage(pageToKeep(reader, state, reader.article.now())));
  await keepFiles();
  for (const { url } of await forgetOldest(pages, MAX_PAGES)) await dropPictures(slugOf(url));
  await keepPictures(state);
}

/** What was read elsewhere in the article goes into the page that lies here: what was withdrawn is not kept (D11). */
export async function bringUp(seen: ArticleState): Promise<void> {
  const pages = await caches.open(PAGES);
  const key = keyOf(seen.article.slug);
  const html = (await (await pages.match(key))?.text()) ?? '';
  const view = viewIn(html);
  if (view === null) return;
  const state = broughtUp(view.state, seen);
  const now = withView(html, { ...view, state });
  if (now !== html) await pages.put(key, asPage(now));
  await dropUnused(state);
}

export async function forget(slug: string): Promise<void> {
  await (await caches.open(PAGES)).delete(keyOf(slug));
  await dropPictures(slug);
}

/** The document without its markup and what its head says of it, which is drawn anew from the state: so no text is in it that the state has not. */
function pageToKeep(reader: Reader, state: ArticleState, now: number): string {
  const { page, reading } = reader;
  const { wording } = reading.getState();
  const lastNumber = Math.max(page.lastNumber, state.entries[0]?.number ?? 0);
  const keyEvents = { numbers: reading.getState().keyEvents.numbers, links: [] };
  const view = { ...page, state, wording, lastNumber, keyEvents, now };
  const copy = copyOf(document.documentElement);
  copy.removeAttribute('data-live');
  for (const old of copy.querySelectorAll(`#kept, ${FOR_MACHINES}`)) old.remove();
  const [root, data, title] = ['#root', '#view', 'title'].map(selector => copy.querySelector(selector));
  root?.before(keptLine(reader, now));
  if (data) data.textContent = scriptJson(view);
  if (title) title.textContent = titleOf(view);
  return `<!doctype html>${copy.outerHTML}`;
}

/** Without what is drawn anew, which is most of it. */
function copyOf(element: Element): Element {
  const isHolder = element.matches('html, body, #root, #view');
  const copy = element.cloneNode(!isHolder) as Element;
  if (element.matches('html, body')) copy.append(...[...element.children].map(copyOf));
  return copy;
}

/** "As of 14:05 - you are offline", until the page is live again. */
function keptLine(reader: Reader, now: number): HTMLElement {
  const { wording } = reader.reading.getState();
  const line = document.createElement('p');
  const at = new Date(now).toISOString();
  Object.assign(line, { id: 'kept', className: 'kept', lang: wording.language, dir: directionOf(wording.language) });
  Object.assign(line.dataset, { at, aheadMs: String(now - Date.now()) });
  line.textContent = howOld(reader, at, null);
  return line;
}

/** By the clock that the page's own times go by. */
export function howOld({ article, reading, preferences }: Reader, at: string, now: number | null): string {
  const { language, timeZone } = article.store.getState().article.article;
  const zone = preferences.getState().zone === 'own' ? ownZone() : timeZone;
  const times = timesFor({ language, timeZone: zone, now });
  return textsIn(reading.getState().wording).say('offlineAsOf', { time: times.moment(at) });
}

/** What this page has loaded, on which the kept one depends. */
async function keepFiles(): Promise<void> {
  const files = await caches.open(FILES);
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter(name => name.startsWith(`${location.origin}/assets/`));
  // One after the other: nobody waits for it, and a slow phone stays responsive.
  for (const name of loaded) if (!(await files.match(name))) await files.add(name);
  await forgetOldest(files, MAX_FILES);
}

async function forgetOldest(cache: Cache, most: number): Promise<readonly Request[]> {
  const keys = await cache.keys();
  const oldest = keys.slice(0, Math.max(0, keys.length - most));
  await Promise.all(oldest.map(key => cache.delete(key)));
  return oldest;
}

function slugOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
}

/** The policy that it is under comes from the worker, which knows what the server's own pages are under. */
function asPage(html: string): Response {
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
