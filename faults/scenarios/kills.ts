import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import type { Coverage } from '../coverage.ts';
import type { Newsroom } from '../newsroom.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';
import { callsOf, straceMissing, trace } from '../strace.ts';

/** What may write, on disk or on a socket. */
const WRITES = ['pwrite64', 'pwritev', 'write', 'writev', 'sendto', 'sendmsg', 'fsync', 'fdatasync', 'ftruncate'];
const READERS = 3;
const LOADED_READERS = 20;
const KILLS = 20;
const QUICK_KILLS = 3;
/** Every so many of the writes, in a quick run. */
const QUICK_STEP = 6;
/** A publish does not always write as often as the one that was counted. */
const MORE_CALLS = 2;
const DIES_WITHIN_MS = 3_000;
const BACK_WITHIN_MS = 5_000;
const STALE_AFTER_MS = 2_000;

export const KILLING: readonly Scenario[] = [
  {
    name: 'kill-at-every-write',
    fault: 'kill -9 at every write of a publish',
    how: 'strace delivers SIGKILL at the n-th call of each writing system call, n = 1, 2, …; the editor repeats the command',
    shows: ['D5', 'D6', 'D7'],
    limitMs: 240_000,
    missing: straceMissing,
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
  const { newsroom, coverage } = await opened(stage, READERS);
  const points = await writesOfAPublish(newsroom, coverage);
  const tried = points.filter((_, index) => !stage.isQuick || index % QUICK_STEP === 0);
  let kills = 0;
  for (const [call, n] of tried) if (await killAt(newsroom, coverage, call, n)) kills += 1;
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const calls = new Set(tried.map(([call]) => call));
  return {
    figure: `${kills} kills at ${tried.length} places (${[...calls].join(', ')}); ${countsOf(judgement)}`,
    failures: [...failuresOf(judgement), ...(kills < tried.length / 2 ? ['most kills missed'] : [])],
  };
}

/** Each writing call of one publish, by name and number. */
async function writesOfAPublish(newsroom: Newsroom, coverage: Coverage): Promise<(readonly [string, number])[]> {
  using folder = tempDir();
  const file = join(folder.path, 'trace');
  const editor = coverage.editor();
  await editor.publish();
  const { pid } = newsroom.server;
  const tracing = await trace(pid, ['-o', file, '-e', `trace=${WRITES.join(',')}`]);
  await editor.publish();
  await tracing.detach();
  return [...callsOf(file, pid)].flatMap(([call, count]) =>
    Array.from({ length: count + (count > 1 ? MORE_CALLS : 0) }, (_, index) => [call, index + 1] as const),
  );
}

/** Publishes; the server dies in the middle and is started again. False where the call was not made so often. */
export async function killAt(newsroom: Newsroom, coverage: Coverage, call: string, n: number): Promise<boolean> {
  const { server } = newsroom;
  const inject = `inject=${call}:signal=SIGKILL:when=${n}`;
  await using _tracing = await trace(server.pid, ['-o', '/dev/null', '-e', `trace=${call}`, '-e', inject]);
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
