import type { ReactNode } from 'react';
import { articlePath, calendarPath } from '#shared/addresses.ts';
import { bylineOf } from '../ui/byline.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { StatusNote } from '../ui/status-note.tsx';
import { ToEntry } from './moving/entry-notice.tsx';
import { useLive, useReader, useReading } from './reader.ts';

export function ArticleHead(): ReactNode {
  const { page, texts, times } = useReader();
  const article = useLive(live => live.article.article);
  const labels = texts.markFor(article.language);
  const byline = bylineOf(article.authors, texts);
  const clock = useReading(reading => reading.clock);
  const now = Math.max(page.now, clock);
  const isNewest = page.before === null;
  return (
    <header className="article-head">
      <p className="date-line">
        <StatusBadge status={article.status} texts={texts} labels={labels} />{' '}
        <StatusNote {...{ article, texts, times, labels, now }} />{' '}
        {article.status === 'upcoming' && <span className="count-down" />}
        {article.status === 'upcoming' && article.startsAt !== null && (
          <a href={calendarPath(article.slug)} {...labels}>
            {texts.say('toCalendar')}
          </a>
        )}
        {article.status === 'ended' && <span {...labels}>{texts.say('asItHappened')}</span>}{' '}
        <span suppressHydrationWarning>{article.dateLine || times.day(article.createdAt)}</span>
      </p>
      <h1>
        {isNewest && page.entryNumber === null ? (
          article.headline
        ) : (
          <a href={articlePath(article.slug)}>{article.headline}</a>
        )}
      </h1>
      {isNewest && article.standfirst && <p className="standfirst">{article.standfirst}</p>}
      {isNewest && byline && (
        <p className="byline" {...labels}>
          {byline}
        </p>
      )}
      <ToEntry />
      {article.sample && (
        <p className="sample-note" {...labels}>
          {texts.say('sampleNote')}
        </p>
      )}
    </header>
  );
}
