import { answerQuestions } from '../bench/questions.ts';
import { Crowd, type CrowdOptions, type Latency } from './crowd.ts';
import type { Operation } from './history.ts';
import { seeded } from './random.ts';

/** Light readers in a process of their own, so that thousands of them leave the harness some time, or can be stopped. */

let crowd: Crowd | null = null;

const answers = {
  pid: () => process.pid,
  async open({ seed, ...options }: Omit<CrowdOptions, 'random'> & { readonly seed: number }) {
    crowd = await Crowd.open({ ...options, random: seeded(seed) });
  },
  lose: () => opened().lose(),
  allLive: () => opened().allLive(),
  caughtUp: (head: number, withinMs: number) => opened().caughtUp(head, withinMs),
  /** What is not as it should be, where the log has grown to `head`. */
  faults(head: number) {
    const { doubled, skipped, resets } = opened();
    return { missing: opened().missing(head), doubled, skipped, resets };
  },
  /** `originMs` is when the clock of the operations began. */
  latency(operations: readonly Operation[], originMs: number): Latency {
    const shiftMs = originMs - performance.timeOrigin;
    const shifted = operations.map(operation => ({ ...operation, invokedAt: operation.invokedAt + shiftMs }));
    return opened().latency(shifted, 'request');
  },
};

export type CrowdAnswers = typeof answers;

answerQuestions(answers, { beforeExit: () => crowd?.[Symbol.dispose]() });

function opened(): Crowd {
  if (crowd === null) throw new Error('there is no crowd yet');
  return crowd;
}
