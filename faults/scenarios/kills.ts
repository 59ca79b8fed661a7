import { setTimeout as pause } from 'node:timers/promises';
import type { Coverage } from '../coverage.ts';
import type { Newsroom } from '../newsroom.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';
import { bestSnare, type Snare, type Step } from '../snares.ts';

const READERS = 3;
const LOADED_READERS = 20;
const KILLS = 20;
const QUICK_KILLS = 3;
/** Every so many of the writes, in a quick run. */
const QUICK_STEP = 6;
const DIES_WITHIN_MS = 3_000;
const BACK_WITHIN_MS = 5_000;
const STALE_AFTER_MS = 2_000;

export const KILLING: readonly Scenario[] = [
  {
    name: 'kill-at-every-write',
    fault: 'kill -9 at every write of a publish',
    how: 'strace delivers SIGKILL at the n-th call of each writing system call, n = 1, 2, …; where it is missing, hooks do so at every writing statement and write to a socket; the editor repeats the command',
    shows: ['D5', 'D6', 'D7'],
    limitMs: 240_000,
    run: killAtEveryWrite,
  },
  {
    name: 'kill-under-load',
    fault: 'kill -9 under load, 20 times',
    how: 'SIGKILL at random moments while four editors work; half of the unanswered requests are repeated',
    shows: ['D1', 'D5', 'D6', 'D7'],
    limitMs: 180_000,
    run: killUnderLoad,
  },
];

async function killAtEveryWrite(stage: Stage): Promise<Outcome> {
  const snare = stage.letGo.use(bestSnare());
  const { newsroom, coverage } = await opened(stage, READERS, { env: snare.env });
  const steps = await stepsOfAPublish(newsroom, coverage, snare);
  const tried = steps.filter((_, index) => !stage.isQuick || index % QUICK_STEP === 0);
  let kills = 0;
  for (const step of tried) if (await killAt(newsroom, coverage, snare, step)) kills += 1;
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const names = new Set(tried.map(({ name }) => name));
  return {
    figure: `${kills} kills at ${tried.length} places (${[...names].join(', ')}); ${countsOf(judgement)}`,
    failures: [...failuresOf(judgement), ...(kills < tried.length / 2 ? ['most kills missed'] : [])],
  };
}

/** What a server does for one publish, from the request to its answer. */
export async function stepsOfAPublish(newsroom: Newsroom, coverage: Coverage, snare: Snare): Promise<readonly Step[]> {
  const editor = coverage.editor();
  // The first one prepares what later ones find ready.
  await editor.publish();
  return snare.stepsOf(newsroom.server.pid, () => editor.publish());
}

/** Publishes; the server dies in the middle and is started again. False where it came through. */
export async function killAt(newsroom: Newsroom, coverage: Coverage, snare: Snare, step: Step): Promise<boolean> {
  const { server } = newsroom;
  await using snared = await snare.lay(server.pid, step);
  const published = coverage.editor().publish({ patience: 'endless' });
  const until = performance.now() + DIES_WITHIN_MS;
  let isAnswered = false;
  void published.then(() => {
    isAnswered = true;
  });
  while (!server.isGone() && !isAnswered && performance.now() < until) await pause(10);
  // What comes after the answer may meet the writes that follow it.
  if (isAnswered) await pause(50);
  const wasKilled = server.isGone();
  await newsroom.kill();
  await snared[Symbol.asyncDispose]();
  await newsroom.start();
  await published;
  await coverage.allBack({ online: true, withinMs: BACK_WITHIN_MS });
  return wasKilled;
}

async function killUnderLoad(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, LOADED_READERS);
  const kills = stage.isQuick ? QUICK_KILLS : KILLS;
  await editWhile(coverage, 4, async () => {
    for (let n = 0; n < kills; n++) {
      await pause(100 + stage.random() * 700);
      await newsroom.kill();
      await newsroom.start();
      await coverage.allBack({ online: true, withinMs: BACK_WITHIN_MS });
    }
  });
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const snapshots = coverage.readers.reduce((sum, { counts }) => sum + counts.snapshots, 0);
  return {
    figure: `${kills} kills; ${countsOf(judgement)}; ${snapshots} snapshots needed`,
    failures: [...failuresOf(judgement), ...(snapshots > 0 ? [`${snapshots} readers had to start over`] : [])],
  };
}
