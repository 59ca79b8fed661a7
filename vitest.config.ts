import { defineConfig } from 'vitest/config';
import { NotRunHere } from './server/test-bench/not-run-here.ts';

export default defineConfig({
  test: {
    include: ['{shared,server,client,bench,faults}/**/*.test.{ts,tsx}', 'structure.test.ts'],
    reporters: ['default', new NotRunHere()],
    setupFiles: ['./vitest.setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
