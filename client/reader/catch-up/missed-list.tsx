import type { ReactNode } from 'react';
import { entryPath } from '#shared/addresses.ts';
import type { Entry } from '#shared/article.ts';
import { firstLine } from '#shared/body-text.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { languageMark } from '../../ui/language-mark.ts';
import { shownAt } from '../../ui/times.ts';
import { useLive, useReader } from '../reader.ts';

interface MissedListProps {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly onGo: () => void;
}

/** Entries that something became of, folded away, each a link to it. */
export function MissedList({ label, entries, onGo }: MissedListProps): ReactNode {
  const { texts, times } = useReader();
  const slug = useLive(live => live.article.article.slug);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{label}</summary>
      <ol>
        {entries.map(entry => (
          <li key={entry.number}>
            <time dateTime={shownAt(entry)}>{times.moment(shownAt(entry))}</time>{' '}
            <a
              href={hrefOf(slug, entry.number)}
              {...(entry.retraction === null && languageMark(entry.language, texts.language))}
              onClick={onGo}
            >
              {entry.retraction === null
                ? (entry.headline ?? firstLine(entry.body))
                : texts.say('entryWithdrawn', { number: entry.number })}
            </a>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** On this page where it is there. */
export function hrefOf(slug: string, number: number): string {
  const isHere = document.getElementById(entryAnchor(number)) !== null;
  return isHere ? `#${entryAnchor(number)}` : entryPath(slug, { number });
}
