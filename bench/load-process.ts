import { Load, type Paced } from './load/load.ts';
import type { Rate } from './load/open-loop.ts';
import { answerQuestions } from './questions.ts';
import { openLoopSummary, summary } from './summary.ts';
import type { Target } from './target.ts';
import { usage } from './usage.ts';

/** The load client, in a process of its own: what it costs is not charged to a server. */

let load: Load | null = null;

const answers = {
  aim(target: Target, options: { deflate: boolean }) {
    load = new Load(target, options);
  },
  connect: (count: number) => aimed().connect(count),
  publishPaced: async (paced: Paced) => summary(await aimed().publishPaced(paced)),
  publishSaturated: async (count: number, inFlight: number) => summary(await aimed().publishSaturated(count, inFlight)),
  publishFor: async (ms: number, inFlight: number) => summary(await aimed().publishFor(ms, inFlight)),
  publishAtRate: async (rate: Rate) => openLoopSummary(await aimed().publishAtRate(rate)),
  publishUnread: (count: number) => aimed().publishUnread(count),
  loseAll: () => aimed().loseAll(),
  leave: () => aimed().leave(),
  comeBack: () => aimed().comeBack(),
  stopReading: (count: number) => aimed().stopReading(count),
  readAgain: (withinMs: number) => aimed().readAgain(withinMs),
  bytes: () => aimed().bytes(),
  faults: () => aimed().faults(),
  usage,
};

export type LoadAnswers = typeof answers;

answerQuestions(answers, { beforeExit: () => load?.close() });

function aimed(): Load {
  if (load === null) throw new Error('the load client has no target yet');
  return load;
}
