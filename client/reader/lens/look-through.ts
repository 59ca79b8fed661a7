import type { Lens } from '#shared/lens.ts';
import { focusOn } from '../moving/go-to-entry.ts';
import type { Reader } from '../reader.ts';
import { keepLens } from './lens-keeper.ts';
import { lensView } from './lens-view.tsx';

/** Shows the timeline through a lens, from its head: what the reader pressed may be gone. */
export function lookThrough(reader: Reader, lens: Lens): void {
  keepLens(reader, lensView).choose(lens);
  focusOn(document.getElementById('updates'));
}
