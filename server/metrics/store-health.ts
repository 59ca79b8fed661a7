import type { StoreOutcome, StoreWatch } from './watched-store.ts';

/** `full`: it answers, but the last transaction found no space. */
export type StoreState = 'well' | 'unavailable' | 'full';

/** A store that can only be read answers everything else. */
const WRITING: ReadonlySet<string> = new Set(['transaction', 'checkWrites']);

/** Whether the store works, as the last calls of it tell. */
export class StoreHealth implements StoreWatch {
  #answers = true;
  #takesWrites = true;
  #isFull = false;

  stored(operation: string, outcome: StoreOutcome): void {
    if (outcome === 'fault') return;
    this.#answers = outcome !== 'unavailable';
    if (WRITING.has(operation)) this.#takesWrites = this.#answers;
    if (operation === 'transaction') this.#isFull = outcome === 'full';
  }

  get state(): StoreState {
    if (!this.#answers || !this.#takesWrites) return 'unavailable';
    return this.#isFull ? 'full' : 'well';
  }
}
