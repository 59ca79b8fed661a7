import { setTimeout as pause } from 'node:timers/promises';
import { type FrameFaults, NO_FRAME_FAULTS } from '../frame-mangler.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';

const READERS = 20;
const PUBLISHING_MS = 8_000;
const QUICK_PUBLISHING_MS = 2_000;
/** Readers are told that the network is back, as browsers tell pages. */
const STALE_AFTER_MS = 2_000;

/** What networks and proxies do to the readers' connections. */
export const FRAMES: readonly Scenario[] = [
  frameScenario('dropped-frames', 'frames dropped', 'a TCP proxy drops 1 text frame in 50', { drop: 0.02 }),
  frameScenario('repeated-frames', 'frames repeated', 'a TCP proxy sends 1 text frame in 5 twice', { repeat: 0.2 }),
  frameScenario(
    'delayed-frames',
    'frames delayed',
    'a TCP proxy holds 1 text frame in 30 up for 200 ms, and all behind it',
    {
      ...{ delay: 1 / 30, delayMs: 200 },
    },
  ),
];

function frameScenario(name: string, fault: string, how: string, faults: Partial<FrameFaults>): Scenario {
  return {
    ...{ name, fault, how, shows: ['D1', 'D2', 'D3'], limitMs: 60_000 },
    async run(stage: Stage): Promise<Outcome> {
      const { newsroom, coverage } = await opened(stage, READERS);
      newsroom.proxy.frames = { ...NO_FRAME_FAULTS, ...faults };
      await editWhile(coverage, 3, () => pause(stage.isQuick ? QUICK_PUBLISHING_MS : PUBLISHING_MS));
      newsroom.proxy.frames = NO_FRAME_FAULTS;
      await coverage.calm({ withinMs: STALE_AFTER_MS });
      const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
      const { dropped, repeated, delayed } = newsroom.proxy.figures;
      return {
        figure: `${dropped + repeated + delayed} frames hit; ${countsOf(judgement)}`,
        failures: failuresOf(judgement),
      };
    },
  };
}
