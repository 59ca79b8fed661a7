import { describe, expect, it, onTestFinished } from 'vitest';
import { Coverage } from './coverage.ts';
import { Newsroom } from './newsroom.ts';
import { seeded } from './random.ts';
import { killAt, stepsOfAPublish } from './scenarios/kills.ts';
import { hookSnare, type Snare, type Step, straceSnare } from './snares.ts';
import { straceMissing } from './strace.ts';
import { expectSound } from './test-newsroom.ts';

const READERS = 2;
const TIMEOUT_MS = 60_000;

/** The short form of what `npm run faults` does at every write. */
describe('[D5][D6][D7] a publish happens once, and nothing is lost, when the server is killed', () => {
  it(
    'in the middle of what it stores, before its commit, and before it tells the first reader and the editor',
    async () => {
      using snare = hookSnare();
      await killedAt(snare, steps => {
        const told = steps.filter(({ name }) => name === 'write to a socket');
        const stored = steps.filter(({ name }) => name === 'insert into entry' || name === 'commit');
        return [...stored, ...told.slice(0, 1), ...told.slice(-1)];
      });
    },
    TIMEOUT_MS,
  );

  it(
    'at the flush and at the answer, by system call',
    async ({ skip }) => {
      const missing = straceMissing();
      skip(missing !== null, missing ?? '');
      using snare = straceSnare();
      await killedAt(snare, () => ['fsync', 'writev'].map(name => ({ name, n: 1 })));
    },
    TIMEOUT_MS,
  );
});

async function killedAt(snare: Snare, chosen: (steps: readonly Step[]) => readonly Step[]): Promise<void> {
  const newsroom = await Newsroom.open({ random: seeded(1), env: snare.env });
  // Also where a publish is never answered, and the test runs out of time.
  onTestFinished(() => newsroom[Symbol.asyncDispose]());
  using coverage = await Coverage.begin(newsroom, seeded(1));
  await coverage.addReaders(READERS);
  const steps = chosen(await stepsOfAPublish(newsroom, coverage, snare));

  const kills: boolean[] = [];
  for (const step of steps) kills.push(await killAt(newsroom, coverage, snare, step));

  expect(kills.length).toBeGreaterThan(1);
  expect(kills).toEqual(steps.map(() => true));
  await expectSound(coverage);
}
