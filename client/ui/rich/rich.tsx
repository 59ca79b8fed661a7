import type { ComponentType, ReactNode } from 'react';
import type { ConfirmationProps } from './confirmation.tsx';
import { Suspense, use } from './react-parts.ts';
import type { RichBlockProps } from './rich-block.tsx';
import type { TranslationsProps } from './translations.tsx';

type Parts = typeof import('./rich-parts.tsx');

/**
 * What many pages do without (pictures, embeds, translations ...) is drawn by a program of its own. The server has it at once, so that
 * its pages are complete; a browser keeps what the server drew until the program is there.
 */
let parts: Parts | null = import.meta.env.SSR ? await import('./rich-parts.tsx') : null;
let coming: Promise<unknown> | null = null;

/** Brings the program. Where it cannot be had, the page goes on without, and the next wish tries again. */
function loadRichParts(): Promise<unknown> {
  coming ??= import('./rich-parts.tsx')
    .then(
      loaded => {
        parts = loaded;
      },
      () => new Promise(resolve => setTimeout(resolve, RETRY_MS)),
    )
    .finally(() => {
      coming = null;
    });
  return coming;
}

const RETRY_MS = 5_000;

/** Begins when what needs the program can be brought to life with it; else it comes meanwhile, for what is yet to be published. */
export function withRichParts(root: Element, begin: () => void): void {
  const brought = loadRichParts();
  if (root.querySelector('[data-rich]')) void brought.then(begin);
  else begin();
}

export type RichProps =
  | ({ readonly part: 'RichBlock' } & RichBlockProps)
  | ({ readonly part: 'Confirmation' } & ConfirmationProps)
  | ({ readonly part: 'Translations' } & TranslationsProps);

export function Rich(props: RichProps): ReactNode {
  return (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}

function Part({ part, ...props }: RichProps): ReactNode {
  if (parts === null) use(loadRichParts());
  const View = parts?.[part] as ComponentType<object> | undefined;
  return View && <View {...props} />;
}
