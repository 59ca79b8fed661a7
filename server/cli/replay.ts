import { runReplay } from './run-replay.ts';
import { processTerminal } from './terminal.ts';

/** `npm run replay -- FILE --article SLUG`. Ctrl+C finishes the publish in hand and says how far it came. */
const stop = new AbortController();
/** npm passes on the signal that the terminal has already sent: one that comes at once is no second wish. */
const SAME_WISH_MS = 1_000;
let askedAt = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (stop.signal.aborted && performance.now() - askedAt > SAME_WISH_MS) process.exit(130);
    if (!stop.signal.aborted) askedAt = performance.now();
    stop.abort();
  });

process.exitCode = await runReplay(process.argv.slice(2), processTerminal(), stop.signal);
