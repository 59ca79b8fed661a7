import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Media } from '#server/media/media.ts';
import type { AssetFile } from '#server/pages/assets.ts';
import { htmlDocument } from '#server/pages/document.ts';
import type { Entry } from '#shared/article.ts';
import type { BundleKeyEvent, BundlePage } from '#shared/exported.ts';
import { directionOf } from '#shared/language.ts';
import { entriesBetween } from './entries.ts';
import { type ExportSource, jsonOf } from './export-text.ts';

/** On one page of the bundle: a phone opens it without thinking. A multiple of what is read at a time. */
const PAGE_ENTRIES = 200;
const ASSETS = 'assets/';
/** Where built styles look for their fonts, on the site and in a file beside them. */
const FONT_ADDRESS = /url\(\/assets\//g;

/** What goes along with the pages. */
interface BundleParts {
  readonly files: readonly AssetFile[];
  readonly media: Pick<Media, 'find' | 'bytes'>;
}

/**
 * An article as a folder of pages that open from disk, zipped while it is read. The first page, which lists the key events of all, is
 * made last.
 */
export function bundleOf(source: ExportSource, { files, media }: BundleParts): Readable {
  const { renderer, view, lastNumber } = source;
  const pictures = new Set<string>();
  const zip = new ZipFile();
  const mtime = new Date(view.now);
  const keyEvents: BundleKeyEvent[] = [];
  const add = (name: string, open: () => Readable) =>
    zip.addReadStreamLazy(`${view.article.slug}/${name}`, { mtime }, opened => opened(null, open()));

  for (const { name, path } of files)
    add(ASSETS + name, () => (name.endsWith('.css') ? Readable.from(stylesOf(path)) : createReadStream(path)));
  add('article.json', () => Readable.from(jsonOf(source)));
  const styles = files.filter(({ name }) => name.endsWith('.css')).map(({ name }) => ASSETS + name);
  const pages = pagesOf(lastNumber).map(page => ({ page, styles, keyEvents, pictures }));
  const [first, ...others] = pages;
  for (const parts of others) add(renderer.fileOf(parts.page.number), () => Readable.from(laterPage(source, parts)));
  if (first)
    add(renderer.fileOf(1), () => {
      const page = Readable.from(firstPage(source, first));
      // Which pictures there are is known when all pages are made.
      page.once('end', () => addPictures(pictures, media, add).then(() => zip.end(), fail));
      return page;
    });
  const out = zip.outputStream as Readable;
  const fail = (error: Error) => void out.destroy(error);
  zip.on('error', fail);
  return out;
}

async function addPictures(
  names: ReadonlySet<string>,
  media: BundleParts['media'],
  add: (name: string, open: () => Readable) => void,
): Promise<void> {
  for (const name of names) {
    const bytes = (await media.find(name))?.isPublic ? await media.bytes(name) : null;
    if (bytes !== null) add(`media/${name}`, () => Readable.from([bytes]));
  }
}

interface PageParts {
  readonly page: BundlePage;
  readonly styles: readonly string[];
  /** Those of the pages that are made already; those of this one are added. */
  readonly keyEvents: BundleKeyEvent[];
  /** The names of those on the pages so far. */
  readonly pictures: Set<string>;
}

async function* laterPage(source: ExportSource, parts: PageParts): AsyncGenerator<string> {
  const { page, styles, keyEvents, pictures } = parts;
  const [start, end] = frameOf(source, page, styles);
  yield start + source.renderer.bundleStart(source.view, page, []);
  yield '<ol class="entries">';
  for await (const entries of entriesOf(source, page)) {
    keyEvents.push(...keyEventsAmong(entries, page));
    yield fromDisk(source.renderer.bundleEntries(source.view, entries), pictures);
  }
  yield `</ol>${source.renderer.bundleEnd(source.view, page)}${end}`;
}

async function* firstPage(source: ExportSource, parts: PageParts): AsyncGenerator<string> {
  const { page, styles, keyEvents, pictures } = parts;
  const [start, end] = frameOf(source, page, styles);
  const rendered: string[] = [];
  const own: BundleKeyEvent[] = [];
  for await (const entries of entriesOf(source, page)) {
    own.push(...keyEventsAmong(entries, page));
    rendered.push(fromDisk(source.renderer.bundleEntries(source.view, entries), pictures));
  }
  yield start + fromDisk(source.renderer.bundleStart(source.view, page, [...own, ...keyEvents]), pictures);
  yield '<ol class="entries">';
  yield* rendered;
  yield `</ol>${source.renderer.bundleEnd(source.view, page)}${end}`;
}

/** Markup whose pictures are in the bundle, each once, at its full size; nothing is said of what only the site can show in its place. */
function fromDisk(html: string, pictures: Set<string>): string {
  const still = html.replace(/<source [^>]*>/g, '').replace(/<p class="embed-note"[^>]*>.*?<\/p>/gs, '');
  return still.replace(/="\/media\/([a-z0-9]+\.[a-z]+)"/g, (_address, name: string) => {
    pictures.add(name);
    return `="media/${name}"`;
  });
}

function entriesOf({ store, view }: ExportSource, page: BundlePage): AsyncGenerator<readonly Entry[]> {
  return entriesBetween(store, view.article.id, page);
}

function keyEventsAmong(entries: readonly Entry[], { number }: BundlePage): BundleKeyEvent[] {
  return entries.filter(entry => entry.retraction === null && entry.keyEvent).map(entry => ({ entry, page: number }));
}

/** At least one, also where there are no entries. */
function pagesOf(lastNumber: number): BundlePage[] {
  const of = Math.max(1, Math.ceil(lastNumber / PAGE_ENTRIES));
  return Array.from({ length: of }, (_, index) => ({
    number: index + 1,
    of,
    from: index * PAGE_ENTRIES + 1,
    to: Math.min((index + 1) * PAGE_ENTRIES, lastNumber),
  }));
}

/** What stands around a page's content: the document's beginning and its end. */
function frameOf({ view }: ExportSource, { number }: BundlePage, styles: readonly string[]): [string, string] {
  const { headline, language: lang } = view.article;
  const title = number === 1 ? headline : `${headline} (${number})`;
  const head = styles.map(href => `<link rel="stylesheet" href="${href}">`).join('');
  const html = htmlDocument({ lang, dir: directionOf(lang), title, head, root: MARK });
  const [start = '', end = ''] = html.split(MARK);
  return [start, end];
}

const MARK = '<!-- content -->';

async function* stylesOf(path: string): AsyncGenerator<string> {
  yield (await readFile(path, 'utf8')).replace(FONT_ADDRESS, 'url(');
}
