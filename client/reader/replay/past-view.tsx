import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { directionOf } from '#shared/language.ts';
import type { PastMoment } from '#shared/pages.ts';
import { useArticle } from '../../live/use-article.ts';
import { ArticleBody } from '../article-body.tsx';
import { ArticleHead } from '../article-head.tsx';
import { takeUpZone } from '../following/take-up-zone.ts';
import { KeyEvents } from '../key-events.tsx';
import { MoreCoverage } from '../more-coverage.tsx';
import { useOnDemand } from '../on-demand.ts';
import { PinnedEntry } from '../pinned-entry.tsx';
import { remember } from '../preferences.ts';
import { type ArticlePageView, createReader, ReaderContext } from '../reader.ts';
import { StatusLine } from '../status-line.tsx';
import { SummaryBox } from '../summary-box.tsx';
import { Timeline } from '../timeline.tsx';
import { useVoice } from '../use-voice.ts';
import type { MomentStore } from './moment.ts';
import { PastNotice } from './past-notice.tsx';
import { pastTimeline } from './past-timeline.tsx';
import { watchWithdrawals } from './watch-withdrawals.ts';

const loadPlayer = async () => (await import('./player.tsx')).Player;

/** An article as it stood at a moment. It follows nothing but what is withdrawn; one that has ended can be played back from here. */
export function PastView({ page }: { readonly page: ArticlePageView }): ReactNode {
  const [{ reader, moment }] = useState(() => openPast(page));
  const { language } = useArticle(reader.article, live => live.article.article);
  const Sheet = useStore(reader.reading, reading => reading.Sheet);
  const context = useVoice(reader);
  const isNewest = page.before === null;
  const Player = useOnDemand(isNewest && page.past?.isOver === true, loadPlayer);
  useEffect(() => {
    document.documentElement.dataset.live = 'past';
    const stops = [remember(reader.preferences), watchWithdrawals(reader, moment)];
    takeUpZone(reader.preferences);
    return () => {
      for (const stop of stops) stop();
    };
  }, [reader, moment]);
  return (
    <ReaderContext value={context}>
      <div className="article is-past" lang={language} dir={directionOf(language)}>
        <PastNotice moment={moment} />
        {Player && <Player moment={moment} />}
        <ArticleHead />
        {isNewest && <ArticleBody />}
        {isNewest && <SummaryBox />}
        {isNewest && <KeyEvents />}
        {isNewest && <PinnedEntry />}
        <Timeline />
        {isNewest && <MoreCoverage />}
        <StatusLine />
        {Sheet && <Sheet />}
      </div>
    </ReaderContext>
  );
}

function openPast(page: ArticlePageView) {
  const { past } = page;
  if (past === null) throw new Error('This page shows no past.');
  const moment: MomentStore = createStore((): PastMoment => past);
  const reader = createReader(page, pastTimeline(moment, page.state.article.slug, page.before));
  reader.reading.setState({ revealedTo: Number.POSITIVE_INFINITY });
  return { reader, moment };
}
