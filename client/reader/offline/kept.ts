import { articlePath } from '#shared/addresses.ts';
import type { ArticleState } from '#shared/article.ts';

/** What lies on the device for when there is no network: one page of each article that was read, and what it needs. */

export const PAGES = 'pressbox-pages-1';
export const FILES = 'pressbox-files-1';
/** Small copies of pictures. */
export const PICTURES = 'pressbox-pictures-1';
/** The page for what was never read, and its styles: however many files come and go, they stay. */
export const OFFLINE = 'pressbox-offline-1';
export const OFFLINE_PATH = '/offline';

/** Where the page of an article lies, whichever of its pages is asked for. */
export function keyOf(slug: string): string {
  return articlePath(slug);
}

/** Where a picture lies that an article needs, whichever of its sizes is asked for. */
export function pictureKey(src: string, slug: string): string {
  return `${pictureStem(src)}?${new URLSearchParams({ of: slug })}`;
}

/** What the names of all sizes of a picture begin with. */
export function pictureStem(src: string): string {
  return /^\/media\/[^-.]+/.exec(src)?.[0] ?? src;
}

/** The pictures of an article go, save those that lie under one of these keys. */
export async function dropPictures(slug: string, wanted: readonly string[] = []): Promise<void> {
  const pictures = await caches.open(PICTURES);
  const dropped = (await pictures.keys()).filter(({ url }) => {
    const { pathname, search, searchParams } = new URL(url);
    return searchParams.get('of') === slug && !wanted.includes(pathname + search);
  });
  await Promise.all(dropped.map(key => pictures.delete(key)));
}

/** The data that a kept page is drawn from, and what stands around it. */
const VIEW = /(<script type="application\/json" id="view">)([\s\S]*?)(<\/script>)/;

export function viewIn(html: string): { readonly state: ArticleState } | null {
  const json = VIEW.exec(html)?.[2];
  return json === undefined ? null : JSON.parse(json);
}

export function withView(html: string, view: object): string {
  return html.replace(VIEW, (_all, start: string, _json, end: string) => start + scriptJson(view) + end);
}

/** JSON that cannot end the script element it stands in. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** As many of an article's entries as its newest page may have. */
const MAX_KEPT_ENTRIES = 40;

/** The newest part of what is known, for a page that is kept. */
export function newestOf(state: ArticleState): ArticleState {
  const inOrder = state.entries.filter(({ number }) => number >= state.completeFrom);
  const completeFrom = inOrder[MAX_KEPT_ENTRIES - 1]?.number ?? state.completeFrom;
  const entries = state.entries.filter(
    ({ id, number }) => number >= completeFrom || id === state.article.pinnedEntryId,
  );
  return { ...state, entries, completeFrom };
}

/** A kept state after another page of the article was read: where that knows an entry better, such as that it was withdrawn. */
export function broughtUp(kept: ArticleState, seen: ArticleState): ArticleState {
  if (kept.position.epoch !== seen.position.epoch) return kept;
  const known = new Map(seen.entries.map(entry => [entry.id, entry]));
  const entries = kept.entries.map(entry => {
    const other = known.get(entry.id);
    return other !== undefined && other.version > entry.version ? other : entry;
  });
  return { ...kept, entries };
}
