import { type ComponentType, useEffect, useState } from 'react';

/**
 * A part of the page that few readers need at once: it is loaded when it is first wanted, and is null until then. Where it cannot be
 * had, because the network is gone or a new version took its place, the page stays as it is, and the next wish tries again.
 * `load` stands outside of the component, so that it is always the same.
 */
export function useOnDemand<Props>(
  isWanted: boolean,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null {
  const [part, setPart] = useState<{ readonly Part: ComponentType<Props> } | null>(null);
  useEffect(() => {
    if (!isWanted || part !== null) return;
    load().then(
      Part => setPart({ Part }),
      () => {},
    );
  }, [isWanted, part, load]);
  return isWanted ? (part?.Part ?? null) : null;
}

/** Styles of a part that is loaded on demand; resolves when they apply, so that the part never shows without them. */
export function stylesAt(href: string): Promise<void> {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`The styles at ${href} cannot be had.`));
    };
    document.head.append(link);
  });
}
