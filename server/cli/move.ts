import { runMove } from './run-move.ts';
import { processTerminal } from './terminal.ts';

/** `npm run move -- --to postgres://…` */
process.exitCode = await runMove(process.argv.slice(2), processTerminal());
