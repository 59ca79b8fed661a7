import { type Lens, lensOf, lensQuery } from '#shared/lens.ts';
import { focusOn } from '../moving/go-to-entry.ts';
import type { Reader } from '../reader.ts';
import { keepLens } from './lens-keeper.ts';
import { lensView } from './lens-view.tsx';

/** Shows the timeline as the link does, from its head: what the reader pressed may be gone. Links to more than a lens lead there. */
export function lookThrough(reader: Reader, { href, search }: HTMLAnchorElement): void {
  const lens = lensIn(search);
  if (lens === null) return location.assign(href);
  keepLens(reader, lensView).choose(lens);
  focusOn(document.getElementById('updates'));
}

/** Of a page that was loaded anew, further addresses lie before and behind it. */
export function lookAsAddressed(reader: Reader): void {
  keepLens(reader, lensView).followAddress();
}

/** What a query looks at the article through; null where it says anything else. */
function lensIn(search: string): Lens | null {
  const query = new URLSearchParams(search);
  const lens = lensOf(name => query.get(name));
  const said = lensQuery(lens);
  return said !== '' && query.size === new URLSearchParams(said).size ? lens : null;
}
