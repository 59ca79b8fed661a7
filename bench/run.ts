import { loadavg } from 'node:os';
import { thisCommit } from './commit.ts';
import { compare, type Round } from './comparison.ts';
import type { Figures } from './figures.ts';
import { coresToPin, thisMachine } from './machine.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { runPeer } from './peer-run.ts';
import { saveResult } from './result.ts';
import type { PeerName } from './server-process.ts';
import { table } from './table.ts';

/** `npm run bench`: Pressbox against a naive server, both measured in the same minutes. docs/performance.md explains the table. */

const PEERS: readonly PeerName[] = ['pressbox', 'naive-ws'];

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

async function measure({ readers, rounds: count, save }: Options): Promise<void> {
  const date = new Date().toISOString();
  const [before = 0] = loadavg();
  const cores = coresToPin();
  if (cores === null) console.error('The processes are not pinned to cores: expect noisier figures.');
  const rounds: Round[] = [];
  for (let n = 1; n <= count; n++) {
    console.error(`round ${n} of ${count}`);
    const order = n % 2 === 1 ? PEERS : PEERS.toReversed();
    const figures = new Map<PeerName, Figures>();
    for (const peer of order) figures.set(peer, await runPeer(peer, readers, cores));
    rounds.push(Object.fromEntries(figures) as Round);
  }
  const medians = compare(rounds);
  console.log(`${readers} readers, medians of ${count} rounds\n\n${table(medians)}\n`);
  const command = `npm run bench -- --readers ${readers} --rounds ${count}`;
  const [after = 0] = loadavg();
  const run = { date, command, commit: thisCommit(), pinned: cores !== null, loadAverage: { before, after }, readers };
  if (save) console.log(saveResult({ ...run, machine: thisMachine(), medians, rounds }));
  if (rounds.some(({ pressbox: { missing, duplicates, outOfOrder } }) => missing + duplicates + outOfOrder > 0)) {
    console.error('Pressbox lost, repeated or reordered changes.');
    process.exitCode = 1;
  }
}
