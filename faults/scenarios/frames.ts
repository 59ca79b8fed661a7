import { setTimeout as pause } from 'node:timers/promises';
import { type FrameFaults, NO_FRAME_FAULTS } from '../frame-mangler.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';

const READERS = 20;
const PUBLISHING_MS = 8_000;
const QUICK_PUBLISHING_MS = 2_000;
const STALE_AFTER_MS = 2_000;
/** Where the last frame is lost only the heartbeat tells: 25 s and 20 % of it (D2). */
const NEXT_HEARTBEAT_MS = 31_000;
/** So that the delays of one reader do not add up faster than they pass. */
const UNHURRIED_PAUSE_MS = 80;

interface FrameFault {
  readonly name: string;
  readonly fault: string;
  readonly how: string;
  readonly faults: Partial<FrameFaults>;
  readonly staleAfterMs: number;
  /** Of each editor, between two requests. */
  readonly pauseMs?: number;
}

/** What networks and proxies do to the readers' frames. */
export const FRAMES: readonly Scenario[] = [
  frameScenario({
    ...{ name: 'dropped-frames', fault: 'frames dropped', staleAfterMs: NEXT_HEARTBEAT_MS, faults: { drop: 0.02 } },
    how: 'a TCP proxy drops 1 text frame in 50; nobody tells readers when it stops, so that a lost last frame shows by the next heartbeat (31 s)',
  }),
  frameScenario({
    ...{ name: 'repeated-frames', fault: 'frames repeated', staleAfterMs: STALE_AFTER_MS, faults: { repeat: 0.2 } },
    how: 'a TCP proxy sends 1 text frame in 5 twice',
  }),
  frameScenario({
    ...{ name: 'delayed-frames', fault: 'frames delayed', staleAfterMs: STALE_AFTER_MS },
    ...{ faults: { delay: 1 / 30, delayMs: 200 }, pauseMs: UNHURRIED_PAUSE_MS },
    how: 'a TCP proxy holds 1 text frame in 30 up for 200 ms, and all behind it',
  }),
];

function frameScenario({ faults, staleAfterMs, pauseMs = 5, ...about }: FrameFault): Scenario {
  return {
    ...{ ...about, shows: ['D1', 'D2', 'D3'], limitMs: 90_000 },
    async run(stage: Stage): Promise<Outcome> {
      const { newsroom, coverage } = await opened(stage, READERS);
      newsroom.proxy.frames = { ...NO_FRAME_FAULTS, ...faults };
      await editWhile(coverage, 3, () => pause(stage.isQuick ? QUICK_PUBLISHING_MS : PUBLISHING_MS), { pauseMs });
      newsroom.proxy.frames = NO_FRAME_FAULTS;
      await coverage.calm({ withinMs: staleAfterMs, online: false });
      const judgement = await coverage.judge({ staleAfterMs });
      const { dropped, repeated, delayed } = newsroom.proxy.figures;
      const hit = dropped + repeated + delayed;
      return {
        figure: `${hit} frames hit; ${countsOf(judgement)}`,
        failures: [...failuresOf(judgement), ...(hit === 0 ? ['no frame was hit'] : [])],
      };
    },
  };
}
