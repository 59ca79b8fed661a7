import { runNewEpochs } from './run-new-epochs.ts';
import { processTerminal } from './terminal.ts';

/** `npm run new-epochs` */
process.exitCode = await runNewEpochs(process.argv.slice(2), processTerminal());
