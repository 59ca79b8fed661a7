import { busContract } from './bus-contract.ts';
import { inProcessBus } from './in-process-bus.ts';

busContract('in one process', inProcessBus);
