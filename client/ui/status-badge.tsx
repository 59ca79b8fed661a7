import type { ReactNode } from 'react';
import type { Status } from '#shared/article.ts';
import type { LanguageMark } from './language-mark.ts';
import type { Texts } from './texts.ts';

export interface StatusBadgeProps {
  readonly status: Status;
  readonly texts: Texts;
  readonly labels: LanguageMark;
}

export function StatusBadge({ status, texts, labels }: StatusBadgeProps): ReactNode {
  return (
    <span className={`status status-${status}`} {...labels}>
      {texts.say(`status_${status}`)}
    </span>
  );
}
