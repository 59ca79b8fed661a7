import type { ReactNode } from 'react';
import { Link } from 'wouter';
import * as z from 'zod';
import type { ArticleListing } from '#shared/pages.ts';
import { Loading } from '../loading.tsx';
import { type Answer, request } from '../request.ts';
import { Screen } from '../screen.tsx';
import { isEditor, useUser } from '../session/session.ts';
import { useLoaded } from '../use-loaded.ts';
import { StatusBadge } from './status-badge.tsx';

/** Every article, live ones first. */
export function ArticleList(): ReactNode {
  const user = useUser();
  const { loaded, reload } = useLoaded(fetchArticles);
  const actions = isEditor(user) && (
    <div className="buttons">
      <Link href="/articles/new" className="button button-main">
        New article
      </Link>
      <Link href="/paste" className="button">
        Paste coverage
      </Link>
    </div>
  );
  return (
    <Screen title="Articles" width="full" aside={actions}>
      <Loading loaded={loaded} reload={reload}>
        {articles => (articles.length === 0 ? <NoArticles /> : <ArticleTable articles={articles} />)}
      </Loading>
    </Screen>
  );
}

function NoArticles(): ReactNode {
  return <p className="quiet">There are no articles yet. Begin one, or paste coverage that you have as text.</p>;
}

function ArticleTable({ articles }: { readonly articles: readonly ArticleListing[] }): ReactNode {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Article</th>
            <th scope="col">Status</th>
            <th scope="col" className="number">
              Entries
            </th>
            <th scope="col">Latest</th>
            <th scope="col">Public page</th>
          </tr>
        </thead>
        <tbody>
          {articles.map(article => (
            <ArticleRow key={article.id} article={article} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ArticleRow({ article }: { readonly article: ArticleListing }): ReactNode {
  const { slug, headline, dateLine, language, sample, status, entryCount } = article;
  return (
    <tr>
      <th scope="row">
        <Link href={`/articles/${slug}`} lang={language}>
          {headline}
        </Link>
        <span className="table-note">
          {sample && 'Sample '}
          <span lang={language}>{dateLine}</span>
        </span>
      </th>
      <td>
        <StatusBadge status={status} />
      </td>
      <td className="number" data-label="Entries">
        {entryCount}
      </td>
      <td data-label="Latest">{latestOf(article)}</td>
      <td>
        <a href={`/live/${slug}`} target="_blank" rel="noreferrer" aria-label={`Open public page: ${headline}`}>
          Open
        </a>
      </td>
    </tr>
  );
}

function latestOf({ latestEntryAt, timeZone }: ArticleListing): string {
  if (latestEntryAt === null) return '–';
  const options = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone }).format(Date.parse(latestEntryAt));
  } catch {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(Date.parse(latestEntryAt));
  }
}

/** The shape is the server's own listing: only that it is a list is looked at here. */
function fetchArticles(): Promise<Answer<readonly ArticleListing[]>> {
  const answer = z.object({ articles: z.array(z.custom<ArticleListing>()) }).transform(({ articles }) => articles);
  return request({ method: 'GET', path: '/api/articles', answer });
}
