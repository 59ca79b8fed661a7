import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from './config.ts';
import { environment } from './environment.ts';
import { MissingBuild } from './pages/assets.ts';
import { DataDirInUse, startServer } from './start.ts';
import { UnusableStore } from './store/unusable-store.ts';

const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });

try {
  const env = environment(values.dev ? 'development' : 'production');
  const running = await startServer(readConfig(env, values));
  console.log(`Pressbox is at ${running.url} (admin: ${running.url}/admin)`);
  if (running.metricsUrl !== null) console.log(`Metrics are at ${running.metricsUrl}`);
  if (running.setUpLink !== null)
    console.log(`No account yet. Make the first administrator here (once, within a day):\n  ${running.setUpLink}`);
  let isEnding = false;
  // npm passes on a signal that the terminal has sent already: the second one must not cut the end short.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      running.close().then(() => process.exit(0));
    });
} catch (error) {
  console.error(isExplained(error) ? error.message : error);
  process.exitCode = 1;
}

/** Errors whose message is all that a person needs. */
function isExplained(error: unknown): error is Error {
  const kinds = [ConfigError, DataDirInUse, MissingBuild, UnusableStore];
  return error instanceof Error && (kinds.some(kind => error instanceof kind) || 'syscall' in error);
}
