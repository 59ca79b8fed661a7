import type { MouseEvent, ReactNode } from 'react';
import { contentsPath } from '#shared/addresses.ts';
import { useReader } from '../reader.ts';

/** A link to the article's contents; with a script they open over the page. */
export function ContentsLink(): ReactNode {
  const reader = useReader();
  const { page, texts } = reader;
  const { article } = page.state;
  const href = contentsPath(article.slug);

  function open(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    import('./contents-sheet.tsx').then(({ openContents }) => openContents(reader)).catch(() => location.assign(href));
  }

  return (
    <a className="to-contents" href={href} onClick={open} {...texts.markFor(article.language)}>
      {texts.say('jump')}
    </a>
  );
}
