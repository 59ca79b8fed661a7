import { runImport } from './run-import.ts';
import { processTerminal } from './terminal.ts';

/** `npm run import -- FILE`. A server of its own is gone before anybody could follow what it prints at its start. */
process.env.NODE_ENV ??= 'production';
console.log = () => {};
process.exitCode = await runImport(process.argv.slice(2), processTerminal());
