import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import type { Change } from '#shared/protocol.ts';
import { runCommand } from '../command.ts';
import type { Coverage } from '../coverage.ts';
import { fakeClock, faketimeMissing } from '../faketime.ts';
import { markerIn } from '../history.ts';
import type { Newsroom } from '../newsroom.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';

const READERS = 20;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** Away from the real clock, one after the other: forward, back behind the start, and far. */
const OFFSETS_S = [6 * HOUR_S, -6 * HOUR_S, DAY_S, 0, -30 * DAY_S, 30 * DAY_S, -5, 0];
const BETWEEN_JUMPS_MS = 1_000;
const WORKING_MS = 1_500;
const STALE_AFTER_MS = 2_000;
/** Readers of a server that was asked to end come back spread over 20 s (D10). */
const BACK_WITHIN_MS = 25_000;

/** Clocks that jump, and a store that is put back to an earlier time. */
export const TIME: readonly Scenario[] = [
  {
    name: 'clock-jumps',
    fault: 'clock jumps',
    how: 'libfaketime moves the server’s clock by 6 h, 1 day and 30 days, forward and back, while three editors work',
    ...{ shows: ['D1', 'D7'], limitMs: 60_000, missing: faketimeMissing, run: clockJumps },
  },
  {
    name: 'restore',
    fault: 'restore from a backup',
    how: 'a backup while three editors work, more work, the server stopped, the backup restored, started again; readers stay where they are',
    ...{ shows: ['D5', 'D6'], limitMs: 90_000, run: restoreBackup },
  },
];

async function clockJumps(stage: Stage): Promise<Outcome> {
  const folder = stage.letGo.use(tempDir());
  const clock = fakeClock(folder.path);
  const { newsroom, coverage } = await opened(stage, READERS, { env: clock.env });
  const offsets = stage.isQuick ? OFFSETS_S.slice(0, 2) : OFFSETS_S;
  await editWhile(coverage, 3, async () => {
    for (const offset of offsets) {
      await pause(BETWEEN_JUMPS_MS);
      clock.setTo(offset);
    }
    await pause(BETWEEN_JUMPS_MS);
  });
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const log = await newsroom.log(coverage.article.id);
  const backward = log.filter((change, index) => change.at < (log[index - 1]?.at ?? 0)).length;
  const relinked = coverage.readers.filter(({ counts }) => counts.links > 1).length;
  return {
    figure: `${offsets.length} jumps, ${backward} of them seen backward in the log; ${relinked} readers lost their connection; ${countsOf(judgement)}`,
    failures: [...failuresOf(judgement), ...(backward === 0 ? ['the server did not see its clock jump back'] : [])],
  };
}

async function restoreBackup(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS);
  const file = join(newsroom.dataDir, '..', 'backup.sqlite');
  const backedUpAt = await editWhile(coverage, 3, async () => {
    await pause(WORKING_MS);
    const beganAt = performance.now();
    await runCommand('server/cli/backup.ts', [file], newsroom.dataDir);
    await pause(WORKING_MS);
    return beganAt;
  });
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const before = await newsroom.log(coverage.article.id);
  await restoreAndStart(newsroom, coverage, file);
  await editWhile(coverage, 3, () => pause(WORKING_MS));
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const after = await newsroom.log(coverage.article.id);
  const startedOver = coverage.readers.filter(({ counts }) => counts.snapshots === 1).length;
  const missing = missingFrom(after, coverage, backedUpAt, before[0]?.epoch ?? '');
  return {
    figure: `${startedOver} of ${READERS} readers started over, once; ${missing.length} of what was answered before the backup began is missing; ${countsOf(judgement)}`,
    failures: [
      ...failuresOf(judgement),
      ...missing,
      ...(startedOver < READERS ? [`${READERS - startedOver} readers did not start over, or more than once`] : []),
      ...(after[0]?.epoch === before[0]?.epoch ? ['the epoch is the same'] : []),
    ],
  };
}

async function restoreAndStart(newsroom: Newsroom, coverage: Coverage, file: string): Promise<void> {
  await coverage.keepLog();
  await newsroom.stop();
  await runCommand('server/cli/restore.ts', [file], newsroom.dataDir);
  await newsroom.start();
  await coverage.allBack({ online: false, withinMs: BACK_WITHIN_MS });
}

/** What had been answered before the backup began is in it. */
function missingFrom(log: readonly Change[], coverage: Coverage, until: number, epoch: string): string[] {
  return coverage.operations.all.flatMap(({ marker, outcome }) => {
    if (outcome.status !== 'acknowledged' || outcome.position.epoch !== epoch || outcome.at > until) return [];
    const change = log[outcome.position.seq - 1];
    const isThere =
      change !== undefined &&
      'entry' in change &&
      change.entry.id === outcome.entryId &&
      (change.entry.retraction !== null || markerIn(JSON.stringify(change.entry.body)) === marker);
    return isThere ? [] : [`${marker} is not in the backup`];
  });
}
