import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Express, RequestHandler } from 'express';
import sirv from 'sirv';
import type { PageView } from '#shared/pages.ts';

type ClientApp = 'reader' | 'admin';

/** What client/reader/ssr.tsx gives the server. */
interface ReaderRenderer {
  renderPage(view: PageView): string;
  headOf(view: PageView): { title: string; description: string; lang: string; dir: 'ltr' | 'rtl' };
}

/** The built client, or its sources while developing. */
export interface Assets {
  readonly middleware: RequestHandler;
  /** Tags for the head that load an application. */
  tags(app: ClientApp): Promise<string>;
  reader(): Promise<ReaderRenderer>;
  /** Another text where pages of the same coverage may come out different. */
  look(): string;
}

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

const root = new URL('../../', import.meta.url);
const source = (app: ClientApp) => `client/${app}/main.tsx`;

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
  const renderer = (await import(new URL('dist/ssr/reader.js', root).href)) as ReaderRenderer;
  const tags = { reader: builtTags(manifest, 'reader'), admin: builtTags(manifest, 'admin') };
  const dir = fileURLToPath(new URL('dist/client', root));
  return {
    middleware: sirv(dir, {
      immutable: true,
      maxAge: 31_536_000,
      brotli: true,
      gzip: true,
      etag: true,
      extensions: [],
    }),
    tags: async app => tags[app],
    reader: async () => renderer,
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
    middleware: vite.middlewares,
    async tags(client) {
      const head = await vite.transformIndexHtml('/', '<head></head>');
      const injected = /<head>([\s\S]*)<\/head>/.exec(head)?.[1] ?? '';
      return `${injected}<script type="module" src="/${source(client)}"></script>`;
    },
    reader: () => environment.runner.import<ReaderRenderer>('/client/reader/ssr.tsx'),
    look: randomUUID,
  };
}

function builtTags(manifest: Readonly<Record<string, Chunk>>, app: ClientApp): string {
  const [main, ...imported] = closure(manifest, source(app));
  if (main === undefined) throw new MissingBuild(`dist/ has no ${app}: run \`npm run build\`.`);
  const styles = new Set([main, ...imported].flatMap(chunk => chunk.css ?? []));
  return [
    ...[...styles].map(file => `<link rel="stylesheet" href="/${file}">`),
    ...imported.map(chunk => `<link rel="modulepreload" href="/${chunk.file}">`),
    `<script type="module" src="/${main.file}"></script>`,
  ].join('');
}

/** A chunk and all it imports, each once. */
function closure(manifest: Readonly<Record<string, Chunk>>, key: string, seen = new Set<string>()): Chunk[] {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(key)) return [];
  seen.add(key);
  return [chunk, ...(chunk.imports ?? []).flatMap(imported => closure(manifest, imported, seen))];
}
