import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { NotRunHere } from './server/test-bench/not-run-here.ts';

export default defineConfig({
  test: {
    include: ['{shared,server,client,bench,faults}/**/*.test.{ts,tsx}', 'structure.test.ts'],
    reporters: ['default', new NotRunHere()],
    setupFiles: ['./vitest.setup.ts'],
    // Tests wait for disks and other processes as much as they compute: one at a time would leave two cores idle half of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    retry: process.env.CI ? 1 : 0,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
