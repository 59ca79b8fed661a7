import { readFile, rm, writeFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { leanReact } from './scripts/lean-react.ts';
import { assetFileNames, lightFonts } from './scripts/light-fonts.ts';

const OUT_DIR = 'dist/client';
const MANIFEST = '.vite/manifest.json';
/** Applications that share nothing with the reader's, each with a manifest of its own until the server's is put together. */
const APPS = ['admin', 'embed', 'export'] as const;
/** Single files at addresses that never change. */
const SCRIPTS = {
  embedScript: { file: 'embed.js', source: 'client/embed/embed-script.ts' },
  serviceWorker: { file: 'service-worker.js', source: 'client/reader/offline/service-worker.ts' },
} as const;

/**
 * Vite wraps each dynamic import in a helper that loads its styles first. What readers load later has no styles of its own, and the
 * helper takes more of their budget than most of it.
 */
const bareImports: Plugin = {
  name: 'bare-imports',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  load: id => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = load => load();' : null),
};

/** What comes with the page and waits until there is something to read (client/reader/first-paint.ts). */
const START = {
  name: 'start',
  test: /client\/reader\/(?:main|first-paint|formats|kept-preferences|translations|offline\/register)\.ts$/,
  priority: 1,
};
/** What all readers load then. React changes least and is longest: it stays with who was here before, and is read in by itself. */
const REACT = {
  name: 'react',
  test: /node_modules\/(?:react|react-dom|scheduler)\/|client\/reader\/hydrate\.ts$/,
  priority: 2,
};
/** The rest is one file: parts that are loaded later and share some of it would split it, and small files compress badly. */
const AT_ONCE = { name: 'reader', tags: ['$initial' as const] };
/** Likewise what all load once the page is at rest, of which later parts use some. */
const AT_REST = {
  name: 'following',
  test: /client\/reader\/(?:following\/(?:announcer|held|keep-place|news|on-screen|slide|take-up-zone)|lens\/lens-chips|moving\/(?:fetch-contents|key-names))\.ts$/,
};
const READER = inputs({ start: 'client/reader/main.ts', program: 'client/reader/bring-to-life.tsx' });
const SSR = { reader: 'client/reader/ssr.tsx', embed: 'client/embed/ssr.tsx', export: 'client/export/ssr.tsx' };

/** The applications are built apart, for in a shared chunk readers would load what only editors need. */
export default defineConfig(({ command }) => ({
  plugins: [react(), bareImports, leanReact, lightFonts],
  build: { modulePreload: { polyfill: false } },
  appType: 'custom',
  /** What browsers look for at a fixed address: the icons. */
  publicDir: 'client/public',
  environments: {
    client: {
      build: {
        outDir: OUT_DIR,
        manifest: MANIFEST,
        // What a part on demand needs is not listed either: the list would be longer than what it wins.
        modulePreload: false,
        rolldownOptions: {
          ...READER.rolldownOptions,
          // The one is imported by the other, by its address.
          preserveEntrySignatures: 'exports-only' as const,
          output: { assetFileNames, codeSplitting: { groups: [START, REACT, AT_ONCE, AT_REST] } },
        },
      },
    },
    ...(command === 'build' && { ...builtApps(), ...builtScripts() }),
    ssr: { build: { outDir: 'dist/ssr', copyPublicDir: false, ssr: true, ...inputs(SSR) } },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', ...APPS, ...Object.keys(SCRIPTS), 'ssr']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      await addToManifest();
    },
  },
}));

function builtApps() {
  return Object.fromEntries(
    APPS.map(app => [
      app,
      {
        consumer: 'client' as const,
        build: {
          outDir: OUT_DIR,
          emptyOutDir: false,
          copyPublicDir: false,
          manifest: manifestOf(app),
          ...inputs({ [app]: `client/${app}/main.tsx` }),
        },
      },
    ]),
  );
}

/** Each in a scope of its own, for they run in pages that are not ours. */
function builtScripts() {
  return Object.fromEntries(
    Object.entries(SCRIPTS).map(([name, { file, source }]) => [
      name,
      {
        consumer: 'client' as const,
        build: {
          outDir: OUT_DIR,
          emptyOutDir: false,
          copyPublicDir: false,
          rolldownOptions: { input: source, output: { format: 'iife' as const, entryFileNames: file } },
        },
      },
    ]),
  );
}

function inputs(input: Readonly<Record<string, string>>) {
  return { rolldownOptions: { input, output: { assetFileNames }, checks: { pluginTimings: false } } };
}

/** The server reads one manifest. Its keys are sources and hashed names, so no two ever mean different things by one. */
async function addToManifest(): Promise<void> {
  const manifests = await Promise.all([...APPS.map(manifestOf), MANIFEST].map(readManifest));
  await writeFile(`${OUT_DIR}/${MANIFEST}`, JSON.stringify(Object.assign({}, ...manifests), null, 2));
  await Promise.all(APPS.map(app => rm(`${OUT_DIR}/${manifestOf(app)}`)));
}

function manifestOf(app: string): string {
  return `.vite/manifest-${app}.json`;
}

async function readManifest(file: string): Promise<object> {
  return JSON.parse(await readFile(`${OUT_DIR}/${file}`, 'utf8'));
}
