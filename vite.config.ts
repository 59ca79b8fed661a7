import { readFile, rm, writeFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const OUT_DIR = 'dist/client';
const MANIFEST = '.vite/manifest.json';
const ADMIN_MANIFEST = '.vite/manifest-admin.json';

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

/** Reader and admin are built apart, for in a shared chunk readers would load what only editors need. */
export default defineConfig(({ command }) => ({
  plugins: [react(), bareImports],
  build: { modulePreload: { polyfill: false } },
  appType: 'custom',
  publicDir: false,
  environments: {
    client: { build: { outDir: OUT_DIR, manifest: MANIFEST, ...inputs({ reader: 'client/reader/main.tsx' }) } },
    ...(command === 'build' && {
      admin: {
        consumer: 'client',
        build: {
          outDir: OUT_DIR,
          emptyOutDir: false,
          manifest: ADMIN_MANIFEST,
          ...inputs({ admin: 'client/admin/main.tsx' }),
        },
      },
    }),
    ssr: { build: { outDir: 'dist/ssr', ssr: true, ...inputs({ reader: 'client/reader/ssr.tsx' }) } },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'admin', 'ssr']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      await addToManifest();
    },
  },
}));

function inputs(input: Readonly<Record<string, string>>) {
  return { rolldownOptions: { input, checks: { pluginTimings: false } } };
}

/** The server reads one manifest. Its keys are sources and hashed names, so the two never mean different things by one. */
async function addToManifest(): Promise<void> {
  const [reader, admin] = await Promise.all([MANIFEST, ADMIN_MANIFEST].map(readManifest));
  await writeFile(`${OUT_DIR}/${MANIFEST}`, JSON.stringify({ ...admin, ...reader }, null, 2));
  await rm(`${OUT_DIR}/${ADMIN_MANIFEST}`);
}

async function readManifest(file: string): Promise<object> {
  return JSON.parse(await readFile(`${OUT_DIR}/${file}`, 'utf8'));
}
