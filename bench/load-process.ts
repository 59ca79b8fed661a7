import { Load } from './load/load.ts';
import { answerQuestions } from './questions.ts';
import { summary } from './summary.ts';
import type { Target } from './target.ts';
import { usage } from './usage.ts';

/** The load client, in a process of its own: what it costs is not charged to a server. */

let load: Load | null = null;

const answers = {
  aim(target: Target) {
    load = new Load(target);
  },
  connect: (count: number) => aimed().connect(count),
  publishPaced: async (count: number, gapMs: number) => summary(await aimed().publishPaced(count, gapMs)),
  publishSaturated: async (count: number, inFlight: number) => summary(await aimed().publishSaturated(count, inFlight)),
  publishUnread: (count: number) => aimed().publishUnread(count),
  loseAll: () => aimed().loseAll(),
  leave: () => aimed().leave(),
  comeBack: () => aimed().comeBack(),
  faults: () => aimed().faults(),
  usage,
};

export type LoadAnswers = typeof answers;

answerQuestions(answers, { beforeExit: () => load?.close() });

function aimed(): Load {
  if (load === null) throw new Error('the load client has no target yet');
  return load;
}
