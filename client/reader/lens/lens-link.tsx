import type { MouseEvent, ReactNode } from 'react';
import type { Lens } from '#shared/lens.ts';
import { useLive, useReader } from '../reader.ts';
import { lensPath } from './lens-address.ts';
import { lensKeeper } from './lens-keeper.ts';

interface LensLinkProps {
  readonly lens: Lens;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to the article seen through a lens; with a script it changes this page instead. */
export function LensLink({ lens, className, children }: LensLinkProps): ReactNode {
  const reader = useReader();
  const slug = useLive(live => live.article.article.slug);

  function choose(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The link goes away with what it stands for.
    document.getElementById('updates')?.focus({ preventScroll: true });
    void lensKeeper(reader).choose(lens);
  }

  return (
    <a href={lensPath(slug, lens)} className={className} onClick={choose}>
      {children}
    </a>
  );
}
