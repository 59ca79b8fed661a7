import { thisCommit } from './commit.ts';
import { coresToPin, thisMachine } from './machine.ts';
import { commandOf, type Options, readOptions, USAGE, UsageError } from './options.ts';
import { PARTS, type PartName } from './parts.ts';
import { type PartResult, saveResult } from './result.ts';
import { runPart } from './run-part.ts';

/** `npm run bench`: Pressbox against others, all measured in the same minutes. docs/performance.md explains the tables. */

await main();

async function main(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === null) console.log(USAGE);
    else await measure(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}

async function measure(options: Options): Promise<void> {
  const date = new Date().toISOString();
  const cores = coresToPin();
  if (cores === null) console.error('The processes are not pinned to cores: expect noisier figures.');
  const parts: Partial<Record<PartName, PartResult>> = {};
  for (const name of options.parts) {
    const { result, isBroken } = await runPart(name, PARTS[name], { ...options, cores });
    parts[name] = result;
    if (isBroken) process.exitCode = 1;
  }
  const pinned = cores !== null;
  const run = { date, command: commandOf(options), commit: thisCommit(), machine: thisMachine(), pinned };
  if (options.save) console.log(saveResult({ ...run, readers: options.readers, parts }));
}
