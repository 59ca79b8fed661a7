import { isPicked } from '#shared/lens.ts';
import type { ArticlePage, LensPage } from '#shared/pages.ts';
import { lensName } from './lens-chips.ts';
import type { LensStatus, LensView } from './lens-keeper.ts';
import { LensLine } from './lens-line.tsx';
import { LensPages } from './lens-pages.tsx';
import { MoreInLens } from './more-in-lens.tsx';
import { NoneInLens } from './none-in-lens.tsx';
import { asRendered, type Seen, seenEntries } from './seen.ts';

/** The timeline as far as it is seen through a lens. */
export function lensView(seen: Seen, status: LensStatus): LensView {
  const { lens } = seen;
  return {
    seen,
    status,
    arrange: (state, revealedTo) => seenEntries(seen, state, revealedTo),
    isPicked: entry => isPicked(entry, lens),
    newAt: lens.order === 'newest' ? 'top' : 'end',
    nameIn: texts => lensName(lens, texts),
    line: (
      <>
        <LensPages place="top" />
        <LensLine seen={seen} make={lensView} />
      </>
    ),
    more: (
      <>
        <MoreInLens seen={seen} status={status} />
        <LensPages place="foot" />
      </>
    ),
    none: <NoneInLens seen={seen} status={status} />,
  };
}

/** As a page was made. */
export function viewThrough({ state }: Pick<ArticlePage, 'state'>, page: LensPage): LensView {
  return lensView(asRendered(page, state), 'idle');
}
