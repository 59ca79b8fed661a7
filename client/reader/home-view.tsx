import type { ReactNode } from 'react';
import { articlePath } from '#shared/addresses.ts';
import { directionOf } from '#shared/language.ts';
import type { ArticleListing } from '#shared/pages.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { StatusNote } from '../ui/status-note.tsx';
import type { Texts } from '../ui/texts.ts';
import { timesFor } from '../ui/times.ts';

export interface HomeViewProps {
  readonly articles: readonly ArticleListing[];
  readonly texts: Texts;
}

export function HomeView({ articles, texts }: HomeViewProps): ReactNode {
  return (
    <div className="home">
      <h1 className="home-title">{texts.say('liveCoverage')}</h1>
      {articles.length === 0 && <p className="empty">{texts.say('noCoverage')}</p>}
      <ul className="listings">
        {articles.map(article => (
          <li key={article.id}>
            <Listing article={article} texts={texts} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Listing({ article, texts }: { readonly article: ArticleListing; readonly texts: Texts }): ReactNode {
  const { language, timeZone, createdAt, latestEntryAt, entryCount } = article;
  const labels = texts.markFor(language);
  const times = timesFor({ language, timeZone, now: null });
  const latestAt = article.status === 'ended' ? null : latestEntryAt;
  return (
    <article className="listing" lang={language} dir={directionOf(language)}>
      <p className="listing-line">
        <StatusBadge status={article.status} texts={texts} labels={labels} />
        <StatusNote {...{ article, texts, times, labels }} now={0} />
        {article.sample && (
          <span className="sample" {...labels}>
            {texts.say('sample')}
          </span>
        )}
        <span className="date-line">{article.dateLine || times.day(createdAt)}</span>
      </p>
      <h2>
        <a href={articlePath(article.slug)}>{article.headline}</a>
      </h2>
      {article.standfirst && <p className="listing-standfirst">{article.standfirst}</p>}
      <p className="listing-line" {...labels}>
        {entryCount > 0 && <span>{texts.count('updates', entryCount)}</span>}
        {latestAt && (
          <time dateTime={latestAt} suppressHydrationWarning>
            {texts.say('latestAt', { time: times.moment(latestAt) })}
          </time>
        )}
      </p>
    </article>
  );
}
