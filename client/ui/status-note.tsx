import type { ReactNode } from 'react';
import { type Announcing, announcedAt } from '#shared/announced.ts';
import type { LanguageMark } from './language-mark.ts';
import type { Texts } from './texts.ts';
import type { Times } from './times.ts';

export interface StatusNoteProps {
  readonly article: Announcing;
  readonly texts: Texts;
  readonly times: Times;
  readonly labels: LanguageMark;
  /** The server's clock, in milliseconds: a time that has come is not announced any more. */
  readonly now: number;
}

/** Beside the status: when what is upcoming starts, and what is paused goes on. */
export function StatusNote({ article, texts, times, labels, now }: StatusNoteProps): ReactNode {
  const at = announcedAt(article);
  const isUpcoming = article.status === 'upcoming';
  if (at === null) return null;
  if (Date.parse(at) <= now) return isUpcoming && <span {...labels}>{texts.say('startsSoon')}</span>;
  const { time, date } = times.parts(at);
  const values = { time: time ?? '', date: date ?? '' };
  const text = texts.say(`${isUpcoming ? 'starts' : 'back'}${date ? 'On' : 'At'}`, values);
  return (
    <time dateTime={at} title={times.full(at)} {...labels} suppressHydrationWarning>
      {`${text} (${times.zone})`}
    </time>
  );
}
