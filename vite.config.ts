import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  appType: 'custom',
  publicDir: false,
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        manifest: true,
        rolldownOptions: { input: { reader: 'client/reader/main.tsx', admin: 'client/admin/main.tsx' } },
      },
    },
    ssr: { build: { outDir: 'dist/ssr', ssr: true, rolldownOptions: { input: { reader: 'client/reader/ssr.tsx' } } } },
  },
  builder: {},
});
