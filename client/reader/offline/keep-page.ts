import type { ArticleState } from '#shared/article.ts';
import { directionOf } from '#shared/language.ts';
import { textsIn } from '../../ui/texts.ts';
import { timesFor } from '../../ui/times.ts';
import type { Reader } from '../reader.ts';
import { titleOf } from '../title.ts';
import { broughtUp, FILES, keyOf, newestOf, PAGES } from './kept.ts';

const MAX_PAGES = 10;
const MAX_FILES = 80;
/** What a page says of itself to machines elsewhere repeats what entries say. */
const FOR_MACHINES =
  'meta[name="description"], meta[property], meta[name^="twitter:"], link[rel="alternate"], script[type="application/ld+json"]';
const VIEW = /(<script type="application\/json" id="view">)([\s\S]*?)(<\/script>)/;

/** Lays the article's page aside as it stands now, over the one that was there. */
export async function keepPage(reader: Reader): Promise<void> {
  const pages = await caches.open(PAGES);
  const html = pageToKeep(reader, reader.article.now());
  await pages.put(keyOf(reader.page.state.article.slug), asPage(html));
  await keepFiles();
  await forgetOldest(pages, MAX_PAGES);
}

/** What was read elsewhere in the article goes into the page that lies here: what was withdrawn is not kept (D11). */
export async function bringUp(seen: ArticleState): Promise<void> {
  const pages = await caches.open(PAGES);
  const key = keyOf(seen.article.slug);
  const html = await (await pages.match(key))?.text();
  const [, start, json, end] = VIEW.exec(html ?? '') ?? [];
  if (html === undefined || json === undefined) return;
  const view = JSON.parse(json);
  const state = broughtUp(view.state, seen);
  const text = scriptJson({ ...view, state });
  if (text !== json) await pages.put(key, asPage(html.replace(VIEW, () => `${start}${text}${end}`)));
}

export async function forget(slug: string): Promise<void> {
  await (await caches.open(PAGES)).delete(keyOf(slug));
}

/** The document without its markup and what its head says of it, which is drawn anew from the state: so no text is in it that the state has not. */
function pageToKeep({ page, article, reading }: Reader, now: number): string {
  const state = newestOf(article.store.getState().article);
  const { wording } = reading.getState();
  const lastNumber = Math.max(page.lastNumber, state.entries[0]?.number ?? 0);
  const keyEvents = { numbers: reading.getState().keyEvents.numbers, links: [] };
  const view = { ...page, state, wording, lastNumber, keyEvents, now };
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  copy.removeAttribute('data-live');
  for (const old of copy.querySelectorAll(`#kept, ${FOR_MACHINES}`)) old.remove();
  const [root, data, title] = ['#root', '#view', 'title'].map(selector => copy.querySelector(selector));
  root?.replaceChildren();
  root?.before(keptLine(state, wording, now));
  if (data) data.textContent = scriptJson(view);
  if (title) title.textContent = titleOf(view);
  return `<!doctype html>${copy.outerHTML}`;
}

/** "As of 14:05 - you are offline", until the page is live again. */
function keptLine({ article: { language, timeZone } }: ArticleState, wording: Reader['page']['wording'], now: number) {
  const line = document.createElement('p');
  const at = new Date(now).toISOString();
  const times = timesFor({ language, timeZone, now: null });
  Object.assign(line, { id: 'kept', className: 'kept', lang: wording.language, dir: directionOf(wording.language) });
  Object.assign(line.dataset, { at, aheadMs: String(now - Date.now()) });
  line.textContent = textsIn(wording).say('offlineAsOf', { time: times.moment(at) });
  return line;
}

/** What this page has loaded, on which the kept one depends. */
async function keepFiles(): Promise<void> {
  const files = await caches.open(FILES);
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter(name => name.startsWith(`${location.origin}/assets/`));
  const there = await Promise.all(loaded.map(name => files.match(name)));
  await Promise.all(loaded.filter((_name, index) => there[index] === undefined).map(name => files.add(name)));
  await forgetOldest(files, MAX_FILES);
}

async function forgetOldest(cache: Cache, most: number): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map(key => cache.delete(key)));
}

function asPage(html: string): Response {
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
