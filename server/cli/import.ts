import { runImport } from './run-import.ts';
import { processTerminal } from './terminal.ts';

/** `npm run import -- FILE` */
process.exitCode = await runImport(process.argv.slice(2), processTerminal());
