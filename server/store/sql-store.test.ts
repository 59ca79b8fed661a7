import { tempStore } from '#server/test-bench/temp-store.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite', tempStore);
