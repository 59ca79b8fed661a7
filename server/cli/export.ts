import { runExport } from './run-export.ts';
import { processTerminal } from './terminal.ts';

/** `npm run export -- SLUG --to FILE` */
process.exitCode = await runExport(process.argv.slice(2), processTerminal());
