import type { ReactNode } from 'react';
import { bylineOf } from '../ui/byline.ts';
import { articleHref } from './addresses.ts';
import { useLive, useReader } from './reader.ts';
import { StatusBadge } from './status-badge.tsx';

export function ArticleHead(): ReactNode {
  const { page, texts, times } = useReader();
  const article = useLive(live => live.article.article);
  const labels = texts.markFor(article.language);
  const byline = bylineOf(article.authors, texts);
  const isNewest = page.before === null;
  return (
    <header className="article-head">
      <p className="date-line">
        <StatusBadge status={article.status} texts={texts} labels={labels} />{' '}
        {article.status === 'upcoming' && article.startsAt && (
          <time dateTime={article.startsAt} {...labels} suppressHydrationWarning>
            {texts.say('startsAt', { time: times.moment(article.startsAt) })}
          </time>
        )}{' '}
        <span suppressHydrationWarning>{article.dateLine || times.day(article.createdAt)}</span>
      </p>
      <h1>{isNewest ? article.headline : <a href={articleHref(article.slug)}>{article.headline}</a>}</h1>
      {isNewest && article.standfirst && <p className="standfirst">{article.standfirst}</p>}
      {isNewest && byline && (
        <p className="byline" {...labels}>
          {byline}
        </p>
      )}
      {article.sample && (
        <p className="sample-note" {...labels}>
          {texts.say('sampleNote')}
        </p>
      )}
    </header>
  );
}
