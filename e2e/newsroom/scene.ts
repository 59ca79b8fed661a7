import type { Newsroom } from './newsroom.ts';
import type { Reader } from './reader.ts';

/** Who is on stage when a page is brought into a state. */
export interface Scene {
  readonly newsroom: Newsroom;
  readonly reader: Reader;
}
