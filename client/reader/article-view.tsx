import { type ReactNode, useEffect, useMemo } from 'react';
import { directionOf } from '#shared/language.ts';
import { useArticle } from '../live/use-article.ts';
import { textsFor } from '../ui/texts.ts';
import { timesFor } from '../ui/times.ts';
import { ArticleBody } from './article-body.tsx';
import { ArticleHead } from './article-head.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { ErrorView } from './error-view.tsx';
import { followPage } from './follow-page.ts';
import { KeyEvents } from './key-events.tsx';
import { MoreCoverage } from './more-coverage.tsx';
import { PinnedEntry } from './pinned-entry.tsx';
import { type Reader, ReaderContext } from './reader.ts';
import { StatusLine } from './status-line.tsx';
import { SummaryBox } from './summary-box.tsx';
import { Timeline } from './timeline.tsx';

/** An article's page; on a page of older entries, only they and the headline. */
export function ArticleView({ reader }: { readonly reader: Reader }): ReactNode {
  const { language, timeZone } = useArticle(reader.article, live => live.article.article);
  const isGone = useArticle(reader.article, live => live.connection.status === 'gone');
  const context = useMemo(() => {
    const times = timesFor({ language, timeZone, now: reader.page.now });
    return { ...reader, texts: textsFor(language), times };
  }, [reader, language, timeZone]);
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
        <Timeline />
        {isNewest && <MoreCoverage />}
        <StatusLine />
        <ConnectionNotice />
      </div>
    </ReaderContext>
  );
}
