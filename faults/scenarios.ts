import type { Scenario } from './scenario.ts';
import { BLOCKED } from './scenarios/blocked.ts';
import { CONNECTIONS } from './scenarios/connections.ts';
import { CROWDS } from './scenarios/crowds.ts';
import { DAMAGE } from './scenarios/damage.ts';
import { ENGINES } from './scenarios/engines.ts';
import { FRAMES } from './scenarios/frames.ts';
import { KILLING } from './scenarios/kills.ts';
import { STORE } from './scenarios/store.ts';
import { TIME } from './scenarios/time.ts';
import { TWO_NODES } from './scenarios/two-nodes.ts';

/** In the order in which they are brought about. */
export const SCENARIOS: readonly Scenario[] = [
  ...KILLING,
  ...STORE,
  ...DAMAGE,
  ...TIME,
  ...FRAMES,
  ...CONNECTIONS,
  ...BLOCKED,
  ...CROWDS,
  ...ENGINES,
  TWO_NODES,
];
