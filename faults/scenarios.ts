import type { Scenario } from './scenario.ts';
import { ENGINES } from './scenarios/engines.ts';
import { KILLING } from './scenarios/kills.ts';
import { NETWORK } from './scenarios/network.ts';
import { STORE } from './scenarios/store.ts';
import { TWO_NODES } from './scenarios/two-nodes.ts';

/** In the order in which they are brought about. */
export const SCENARIOS: readonly Scenario[] = [...KILLING, ...STORE, ...NETWORK, ...ENGINES, TWO_NODES];
