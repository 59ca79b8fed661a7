import { writeFileSync } from 'node:fs';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { seeded } from './random.ts';
import { intoDocument, linesIntoDocument, type Row, rowsIntoDocument, table } from './report.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** `npm run faults`: brings every fault about, one after another, and says what came of it. docs/reliability.md explains the table. */

try {
  const options = readOptions(
    process.argv.slice(2),
    SCENARIOS.map(({ name }) => name),
  );
  if (options === null) console.log(USAGE);
  else {
    const rows: Row[] = [];
    for (const scenario of SCENARIOS.filter(({ name }) => options.names.includes(name))) {
      const row = await runOne(scenario, options);
      rows.push(row);
      console.log(lineOf(row));
    }
    console.log(`\n${table(rows)}`);
    if (options.save === 'table') intoDocument(rows, options);
    if (options.save === 'rows') rowsIntoDocument(rows);
    if (options.saveLines)
      for (const row of rows.filter(({ lines }) => lines !== null)) linesIntoDocument(row, options);
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
    if (rows.some(({ result }) => result === 'failed')) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
// What hangs in a fault that went wrong must not keep this process.
process.exit();

async function runOne(scenario: Scenario, { seed, isQuick, minutes }: Options): Promise<Row> {
  const { name, fault, how, shows, limitMs } = scenario;
  const about = { name, fault, how, shows };
  const missing = scenario.missing?.() ?? null;
  if (missing !== null) return { ...about, result: 'not run', figure: missing, failures: [], lines: null, tookMs: 0 };
  console.error(`${name} …`);
  const beganAt = performance.now();
  const {
    figure,
    failures,
    lines = null,
  } = await withinLimit(limitMs, letGo => scenario.run({ random: seeded(seed), isQuick, minutes, letGo }));
  const result = failures.length === 0 ? 'passed' : 'failed';
  return { ...about, result, figure, failures, lines, tookMs: performance.now() - beganAt };
}

/** Whatever happens, what the scenario started is ended. */
async function withinLimit(limitMs: number, run: (letGo: AsyncDisposableStack) => Promise<Outcome>): Promise<Outcome> {
  const letGo = new AsyncDisposableStack();
  const endEarly = () => void letGo.disposeAsync().finally(() => process.exit(1));
  process.once('SIGINT', endEarly).once('SIGTERM', endEarly);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>(resolve => {
    timer = setTimeout(() => resolve({ figure: '', failures: [`not done after ${limitMs / 1_000} s`] }), limitMs);
  });
  const done = run(letGo).catch((error: unknown) => ({
    figure: '',
    failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', endEarly).off('SIGTERM', endEarly);
    await letGo.disposeAsync();
  }
}

function lineOf({ name, result, figure, failures, lines, tookMs }: Row): string {
  const told = lines?.map(([what, told]) => `${what}: ${told}`) ?? [figure];
  const what = [...told, ...failures].filter(text => text !== '').join('\n    ');
  return `${result.padEnd(7)} ${name} (${Math.round(tookMs / 1_000)} s)\n    ${what}`;
}
