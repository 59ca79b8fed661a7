import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { directionOf } from '#shared/language.ts';
import { useArticle } from '../live/use-article.ts';
import { ArticleBody } from './article-body.tsx';
import { ArticleHead } from './article-head.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { ErrorView } from './error-view.tsx';
import { followPage } from './follow-page.ts';
import { Following } from './following/following.tsx';
import { KeyEvents } from './key-events.tsx';
import { MoreCoverage } from './more-coverage.tsx';
import { PinnedEntry } from './pinned-entry.tsx';
import { type Reader, ReaderContext } from './reader.ts';
import { StatusLine } from './status-line.tsx';
import { SummaryBox } from './summary-box.tsx';
import { Timeline } from './timeline.tsx';
import { useVoice } from './use-voice.ts';

/** An article's page; on a page of older entries, only they and the headline. */
export function ArticleView({ reader }: { readonly reader: Reader }): ReactNode {
  const { language } = useArticle(reader.article, live => live.article.article);
  const isGone = useArticle(reader.article, live => live.connection.status === 'gone');
  const Sheet = useStore(reader.reading, reading => reading.Sheet);
  const context = useVoice(reader);
  useEffect(() => followPage(reader), [reader]);
  if (isGone) return <ErrorView title={context.texts.say('gone')} texts={context.texts} way="home" />;
  const isNewest = reader.page.before === null;
  return (
    <ReaderContext value={context}>
      <div className="article" lang={language} dir={directionOf(language)}>
        <ArticleHead />
        {isNewest && <ArticleBody />}
        {isNewest && <SummaryBox />}
        {isNewest && <KeyEvents />}
        {isNewest && <PinnedEntry />}
        <Following />
        <Timeline />
        {isNewest && <MoreCoverage />}
        <StatusLine />
        <ConnectionNotice />
        {Sheet && <Sheet />}
      </div>
    </ReaderContext>
  );
}
