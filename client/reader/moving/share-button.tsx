import type { ReactNode } from 'react';
import type { PublishedEntry } from '#shared/article.ts';
import { ShareIcon } from '../../ui/icons.tsx';
import { useReader } from '../reader.ts';

/** Shares an entry, or the article; what that takes is loaded when it is pressed. Without a script it is not to be seen. */
export function ShareButton({ entry = null }: { readonly entry?: PublishedEntry | null }): ReactNode {
  const reader = useReader();
  const { texts, times } = reader;
  const press = () => import('./share.tsx').then(({ share }) => share(reader, entry)).catch(() => {});
  const label = texts.say(entry ? 'shareUpdate' : 'share', { number: entry?.number ?? 0 });
  return (
    <button
      type="button"
      className="share"
      onClick={press}
      {...texts.markFor(times.language)}
      {...(entry && { 'aria-label': label })}
    >
      <ShareIcon /> {entry === null && label}
    </button>
  );
}
