import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express, RequestHandler } from 'express';
import sirv from 'sirv';
import type { Article, Entry } from '#shared/article.ts';
import type { Body } from '#shared/body.ts';
import type { EmbedView } from '#shared/embed.ts';
import type { BundleKeyEvent, BundlePage, ExportView } from '#shared/exported.ts';
import type { Page, PageHead, PageView, PortableEntry, Site, Wording } from '#shared/pages.ts';

type ClientApp = 'reader' | 'admin' | 'embed';

/** What client/reader/ssr.tsx gives the server. */
export interface ReaderRenderer {
  wordingOf(page: Page, site: Site): Wording;
  renderPage(view: PageView): string;
  headOf(view: PageView): PageHead;
  entryTitle(entry: Entry, article: Pick<Article, 'language' | 'timeZone'>): string;
  portableEntry(entry: Entry, article: Pick<Article, 'language' | 'timeZone'>): PortableEntry;
  /** A body as markup that needs no styles. */
  portableBody(body: Body): string;
}

/** What client/embed/ssr.tsx gives the server. */
interface EmbedRenderer {
  wordingOf(language: string): Wording;
  renderEmbed(view: EmbedView): string;
}

/** What client/export/ssr.tsx gives the server. */
export interface ExportRenderer {
  wordingOf(language: string): Wording;
  articleMarkdown(view: ExportView): string;
  entryMarkdown(view: ExportView, entry: Entry): string;
  bundleStart(view: ExportView, page: BundlePage, keyEvents: readonly BundleKeyEvent[]): string;
  bundleEntries(view: ExportView, entries: readonly Entry[]): string;
  bundleEnd(view: ExportView, page: BundlePage): string;
  fileOf(page: number): string;
}

/** A built file that an exported article takes along. */
export interface AssetFile {
  readonly name: string;
  readonly path: string;
}

/** The built client, or its sources while developing. */
export interface Assets {
  readonly middleware: RequestHandler;
  /** Tags for the head that load an application. */
  tags(app: ClientApp): Promise<string>;
  reader(): Promise<ReaderRenderer>;
  embed(): Promise<EmbedRenderer>;
  exporter(): Promise<ExportRenderer>;
  /** Styles and fonts of exported articles. While developing there are none: they come with a build. */
  exportFiles(): readonly AssetFile[];
  /** Another text where pages of the same coverage may come out different. */
  look(): string;
}

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
  readonly imports?: readonly string[];
}

const root = new URL('../../', import.meta.url);
const SOURCES = {
  reader: 'client/reader/main.ts',
  admin: 'client/admin/main.tsx',
  embed: 'client/embed/main.tsx',
  export: 'client/export/main.tsx',
} as const;
/** What the reader's application loads once there is something to read; its page says where that is. */
const READER_PROGRAM = 'client/reader/bring-to-life.tsx';

/** Files at an address that never changes. Other sites load the one: an old copy is not to live on there for long. */
const SCRIPTS: Readonly<
  Record<string, { readonly source: string; readonly headers: Readonly<Record<string, string>> }>
> = {
  '/embed.js': {
    source: '/client/embed/embed-script.ts',
    headers: { 'Cache-Control': 'public, max-age=300', 'Cross-Origin-Resource-Policy': 'cross-origin' },
  },
  '/service-worker.js': {
    source: '/client/reader/offline/service-worker.ts',
    headers: { 'Cache-Control': 'no-cache' },
  },
};

/** Feeds and search engines name one, so other sites may show it. */
const ICON = /^\/[\w-]*icon[\w-]*\.(?:png|svg|ico)$/;
const FOR_ONE_DAY = 'public, max-age=86400';

export class MissingBuild extends Error {
  override readonly name = 'MissingBuild';
}

/** The client as `npm run build` left it in dist/. */
export async function builtAssets(): Promise<Assets> {
  const manifestFile = new URL('dist/client/.vite/manifest.json', root);
  if (!existsSync(manifestFile)) throw new MissingBuild('The client is not built: run `npm run build`.');
  const manifestText = readFileSync(manifestFile, 'utf8');
  const manifest = JSON.parse(manifestText) as Record<string, Chunk>;
  const look = createHash('sha256').update(manifestText).digest('base64url');
  const reader = (await builtRenderer('reader')) as ReaderRenderer;
  const embed = (await builtRenderer('embed')) as EmbedRenderer;
  const exporter = (await builtRenderer('export')) as ExportRenderer;
  const tags = {
    reader: builtTags(manifest, 'reader'),
    admin: builtTags(manifest, 'admin'),
    embed: builtTags(manifest, 'embed'),
  };
  const dir = fileURLToPath(new URL('dist/client', root));
  const files = filesOf(manifest, 'export').map(file => ({ name: basename(file), path: join(dir, file) }));
  return {
    middleware: sirv(dir, {
      immutable: true,
      maxAge: 31_536_000,
      brotli: true,
      gzip: true,
      etag: true,
      extensions: [],
      setHeaders: headersOf,
    }),
    tags: async app => tags[app],
    reader: async () => reader,
    embed: async () => embed,
    exporter: async () => exporter,
    exportFiles: () => files,
    look: () => look,
  };
}

/** The client straight from its sources through Vite, which reloads pages when one changes. */
export async function sourceAssets(server: Server, app: Express): Promise<Assets> {
  const { createServer, isRunnableDevEnvironment } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' });
  server.once('close', () => void vite.close());
  const environment = vite.environments.ssr;
  if (environment === undefined || !isRunnableDevEnvironment(environment))
    throw new Error('Vite has no runnable ssr environment');
  app.disable('etag');
  return {
    middleware: (request, response, next) => {
      const script = SCRIPTS[request.path];
      if (script !== undefined) request.url = script.source;
      vite.middlewares(request, response, next);
    },
    async tags(client) {
      const head = await vite.transformIndexHtml('/', '<head></head>');
      const injected = /<head>([\s\S]*)<\/head>/.exec(head)?.[1] ?? '';
      const program = client === 'reader' ? [READER_PROGRAM] : [];
      return `${injected}${moduleScript(SOURCES[client], program)}`;
    },
    reader: () => environment.runner.import<ReaderRenderer>('/client/reader/ssr.tsx'),
    embed: () => environment.runner.import<EmbedRenderer>('/client/embed/ssr.tsx'),
    exporter: () => environment.runner.import<ExportRenderer>('/client/export/ssr.tsx'),
    exportFiles: () => [],
    look: randomUUID,
  };
}

function headersOf(response: ServerResponse, pathname: string): void {
  // Only what lies under a name made of its content never changes.
  if (!pathname.startsWith('/assets/')) response.setHeader('Cache-Control', FOR_ONE_DAY);
  if (ICON.test(pathname)) response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (pathname.endsWith('.ico')) response.setHeader('Content-Type', 'image/x-icon');
  for (const [name, value] of Object.entries(SCRIPTS[pathname]?.headers ?? {})) response.setHeader(name, value);
}

function builtRenderer(name: string): Promise<unknown> {
  return import(new URL(`dist/ssr/${name}.js`, root).href);
}

function builtTags(manifest: Readonly<Record<string, Chunk>>, app: ClientApp): string {
  const [main, ...imported] = closure(manifest, SOURCES[app]);
  if (main === undefined) throw new MissingBuild(`dist/ has no ${app}: run \`npm run build\`.`);
  const styles = new Set([main, ...imported].flatMap(chunk => chunk.css ?? []));
  return [
    ...[...styles].map(file => `<link rel="stylesheet" href="/${file}">`),
    ...imported.map(chunk => `<link rel="modulepreload" href="/${chunk.file}" fetchpriority="low">`),
    moduleScript(main.file, app === 'reader' ? programFiles(manifest, [main, ...imported]) : []),
  ].join('');
}

function programFiles(manifest: Readonly<Record<string, Chunk>>, loaded: readonly Chunk[]): string[] {
  const chunks = closure(manifest, READER_PROGRAM).filter(chunk => !loaded.includes(chunk));
  return chunks.map(({ file }) => file);
}

function moduleScript(file: string, program: readonly string[]): string {
  const files = program.map(name => `/${name}`).join(' ');
  return `<script type="module" src="/${file}" fetchpriority="low"${files && ` data-program="${files}"`}></script>`;
}

/** An application's styles, and the fonts in them. */
function filesOf(manifest: Readonly<Record<string, Chunk>>, app: 'export'): string[] {
  const chunks = closure(manifest, SOURCES[app]);
  return [...new Set(chunks.flatMap(({ css = [], assets = [] }) => [...css, ...assets]))];
}

/** A chunk and all it imports, each once. */
function closure(manifest: Readonly<Record<string, Chunk>>, key: string, seen = new Set<string>()): Chunk[] {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(key)) return [];
  seen.add(key);
  return [chunk, ...(chunk.imports ?? []).flatMap(imported => closure(manifest, imported, seen))];
}
