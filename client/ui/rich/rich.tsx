import type { ComponentType, ReactNode } from 'react';
import type { ArticleState, Entry } from '#shared/article.ts';
import type { Block, Body } from '#shared/body.ts';
import type { ConfirmationProps } from './confirmation.tsx';
import { Suspense, use } from './react-parts.ts';
import type { RichBlockProps } from './rich-block.tsx';
import type { TranslationsProps } from './translations.tsx';

type Parts = typeof import('./rich-parts.tsx');

/**
 * What many pages do without (pictures, embeds, translations ...) is drawn by a program of its own. The server has it at once, so that
 * its pages are complete; a browser loads it when something of the kind is to be shown, and keeps what the server drew until then.
 */
let parts: Parts | null = import.meta.env.SSR ? await import('./rich-parts.tsx') : null;
let coming: Promise<unknown> | null = null;
let hasFailed = false;

/** Brings the program. Where it cannot be had, the page goes on without, and the next wish tries again. */
function loadRichParts(): Promise<unknown> {
  coming ??= import('./rich-parts.tsx')
    .then(
      loaded => {
        parts = loaded;
      },
      () => {
        hasFailed = true;
        return new Promise(resolve => setTimeout(resolve, RETRY_MS));
      },
    )
    .finally(() => {
      coming = null;
    });
  return coming;
}

const RETRY_MS = 5_000;

/** Begins when what needs the program can be brought to life with it. */
export function withRichParts({ article, entries }: ArticleState, begin: () => void): void {
  const waiting = isRichBody(article.body) ? loadRichParts() : richPartsFor(entries);
  if (waiting === null) begin();
  else void waiting.then(begin);
}

/** What to wait for before these are shown, so that each comes whole; null where there is nothing to wait for, or it cannot be had. */
export function richPartsFor(entries: readonly Entry[]): Promise<unknown> | null {
  return parts === null && !hasFailed && entries.some(isRichEntry) ? loadRichParts() : null;
}

function isRichEntry(entry: Entry): boolean {
  if (entry.retraction !== null) return false;
  const { confirmation, translations, body } = entry;
  return Boolean(confirmation || translations?.length) || isRichBody(body);
}

function isRichBody({ content }: Body): boolean {
  return content.some(({ type }) => RICH_BLOCKS.some(rich => rich === type));
}

const RICH_BLOCKS: readonly Block['type'][] = [
  'image',
  'gallery',
  'keyFigure',
  'embed',
] satisfies RichBlockProps['block']['type'][];

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
