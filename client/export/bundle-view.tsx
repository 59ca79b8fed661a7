import type { ReactNode } from 'react';
import { articlePath } from '#shared/addresses.ts';
import type { ArticleLink, Entry } from '#shared/article.ts';
import { firstLine } from '#shared/body-text.ts';
import type { BundleKeyEvent, BundlePage, ExportView } from '#shared/exported.ts';
import { BodyView } from '../ui/body-view.tsx';
import { bylineOf } from '../ui/byline.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import { languageMark } from '../ui/language-mark.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { StatusNote } from '../ui/status-note.tsx';
import { shownAt } from '../ui/times.ts';
import { voiceOf } from './voice.ts';

interface PageProps {
  readonly view: ExportView;
  readonly page: BundlePage;
}

/** The top of a page of the bundle: all about the article on the first one, its headline on the others. */
export function BundleHead({ view, page, keyEvents }: PageProps & { readonly keyEvents: readonly BundleKeyEvent[] }) {
  const { article, site, siteUrl, now } = view;
  const { texts, times } = voiceOf(view);
  const address = `${siteUrl}${articlePath(article.slug)}`;
  const labels = texts.markFor(article.language);
  return (
    <header>
      <p className="copy-line">
        <strong>{site.name}</strong>
        <span {...labels}>
          {texts.say('copiedAt', { time: times.moment(new Date(now).toISOString()) })}{' '}
          <a href={address} dir="ltr">
            {address}
          </a>
        </span>
      </p>
      <p className="copy-line">
        <StatusBadge status={article.status} texts={texts} labels={labels} />
        <StatusNote {...{ article, texts, times, labels, now }} />
        <span>{article.dateLine || times.day(article.createdAt)}</span>
      </p>
      <h1>{article.headline}</h1>
      {page.number === 1 && <ArticleText view={view} />}
      {page.number === 1 && <KeyEventList view={view} keyEvents={keyEvents} />}
      <h2 {...labels}>{texts.say('updates')}</h2>
      <p className="copy-meta" {...labels}>
        {texts.say('timesIn', { zone: times.zone })}
      </p>
      <PageLinks as="nav" view={view} page={page} />
    </header>
  );
}

export function BundleFoot({ view, page }: PageProps): ReactNode {
  const { siteUrl } = view;
  const { featured, related, language } = view.article;
  const labels = voiceOf(view).texts.markFor(language);
  const { texts } = voiceOf(view);
  return (
    <footer>
      <PageLinks as="div" view={view} page={page} />
      {featured && (
        <section>
          <h2 {...labels}>{texts.say('featured')}</h2>
          <LinkView link={featured} siteUrl={siteUrl} />
        </section>
      )}
      {related.length > 0 && (
        <section>
          <h2 {...labels}>{texts.say('related')}</h2>
          {related.map(link => (
            <LinkView key={link.headline} link={link} siteUrl={siteUrl} />
          ))}
        </section>
      )}
    </footer>
  );
}

function ArticleText({ view }: { readonly view: ExportView }): ReactNode {
  const { standfirst, authors, body, source, summary, language } = view.article;
  const { texts, times } = voiceOf(view);
  const labels = texts.markFor(language);
  const byline = bylineOf(authors, texts);
  return (
    <>
      {standfirst && <p className="standfirst">{standfirst}</p>}
      {byline && (
        <p className="copy-meta" {...labels}>
          {byline}
        </p>
      )}
      <div className="body">
        <BodyView body={body} under={1} />
      </div>
      {source && (
        <p className="copy-meta">{source.url ? <a href={source.url}>[{source.name}]</a> : `[${source.name}]`}</p>
      )}
      {summary && (
        <section>
          <h2 {...labels}>{texts.say('summary')}</h2>
          <ul>
            {summary.points.map(point => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <p className="copy-meta" {...labels}>
            {texts.say('summaryEditedAt', { time: times.moment(summary.editedAt) })}
          </p>
        </section>
      )}
    </>
  );
}

interface KeyEventListProps {
  readonly view: ExportView;
  readonly keyEvents: readonly BundleKeyEvent[];
}

function KeyEventList({ view, keyEvents }: KeyEventListProps): ReactNode {
  const { texts, times } = voiceOf(view);
  const { language } = view.article;
  if (keyEvents.length === 0) return null;
  return (
    <section>
      <h2 {...texts.markFor(language)}>{texts.say('keyEvents')}</h2>
      <ol>
        {keyEvents.map(({ entry, page }) => (
          <li key={entry.number}>
            {times.moment(shownAt(entry))}{' '}
            <a href={`${fileOf(page)}#${entryAnchor(entry.number)}`} {...languageMark(languageOf(entry), language)}>
              {labelOf(entry)}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Above the entries a landmark; below them the same links again, of which one is enough to jump to. */
function PageLinks({ view, page, as: Element }: PageProps & { readonly as: 'nav' | 'div' }): ReactNode {
  const { texts } = voiceOf(view);
  if (page.of === 1) return null;
  const pages = Array.from({ length: page.of }, (_, index) => index + 1);
  return (
    <Element
      className="copy-pages"
      aria-label={Element === 'nav' ? texts.say('copyPages') : undefined}
      {...texts.markFor(view.article.language)}
    >
      {pages.map(number =>
        number === page.number ? (
          <strong key={number} aria-current="page">
            {texts.say('copyPage', { number })}
          </strong>
        ) : (
          <a key={number} href={fileOf(number)}>
            {texts.say('copyPage', { number })}
          </a>
        ),
      )}
    </Element>
  );
}

/** From disk, a path on the site would lead nowhere. */
function LinkView({ link, siteUrl }: { readonly link: ArticleLink; readonly siteUrl: string }): ReactNode {
  const { headline, text, url } = link;
  return (
    <>
      <p>{url ? <a href={new URL(url, siteUrl).href}>{headline}</a> : <strong>{headline}</strong>}</p>
      {text && <p>{text}</p>}
    </>
  );
}

/** The file of a page: the first is what is opened. */
export function fileOf(page: number): string {
  return page === 1 ? 'index.html' : `page-${page}.html`;
}

function languageOf(entry: Entry): string {
  return entry.retraction === null ? entry.language : '';
}

function labelOf(entry: Entry): string {
  return entry.retraction === null ? (entry.headline ?? firstLine(entry.body)) : '';
}
