import type { ReactNode } from 'react';
import type { Source } from '#shared/article.ts';
import type { LanguageMark } from './language-mark.ts';
import type { Texts } from './texts.ts';

export interface SourceChipProps {
  readonly source: Source;
  readonly texts: Texts;
  readonly labels: LanguageMark;
}

/** Who said so, and what kind of voice that is. */
export function SourceChip({ source, texts, labels }: SourceChipProps): ReactNode {
  return (
    <span className="source">
      <span className="source-kind" {...labels}>
        {texts.say(`source_${source.kind}`)}
      </span>{' '}
      {source.url ? (
        <a href={source.url} rel="noopener nofollow">
          {source.name}
        </a>
      ) : (
        <span>{source.name}</span>
      )}
    </span>
  );
}
