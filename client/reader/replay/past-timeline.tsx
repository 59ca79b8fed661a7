import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { pastPath } from '#shared/addresses.ts';
import { pageBefore, pageOf } from '#shared/page-boundaries.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { useLive, useReader, useShownFrom } from '../reader.ts';
import { shownEntries, type TimelineView } from '../reading.ts';
import type { MomentStore } from './moment.ts';

interface AtMoment {
  readonly moment: MomentStore;
}

/** The timeline of then: nothing of it is held, and its ways on lead to pages of the same moment. */
export function pastTimeline(moment: MomentStore, slug: string, before: number | null): TimelineView {
  return {
    arrange: (state, revealedTo) => shownEntries(state, before, revealedTo),
    isPicked: () => true,
    hrefOf: ({ number }) =>
      `${pastPath(slug, moment.getState().at, pageBefore(pageOf(number)))}#${entryAnchor(number)}`,
    newAt: 'top',
    line: <NewerThen moment={moment} />,
    more: <OlderThen moment={moment} />,
    none: <NoneThen />,
  };
}

function NewerThen({ moment }: AtMoment): ReactNode {
  const { page, texts } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  const at = useStore(moment, past => past.at);
  if (page.before === null) return null;
  return (
    <p className="newer" {...texts.markFor(language)}>
      <a href={pastPath(slug, at, page.newerBefore)}>{texts.say('newer')}</a>
    </p>
  );
}

function OlderThen({ moment }: AtMoment): ReactNode {
  const { texts } = useReader();
  const slug = useLive(live => live.article.article.slug);
  const at = useStore(moment, past => past.at);
  const from = useShownFrom();
  if (from <= 1) return null;
  return (
    <a className="older" href={pastPath(slug, at, from)}>
      {texts.say('older')}
    </a>
  );
}

function NoneThen(): ReactNode {
  const { texts } = useReader();
  const language = useLive(live => live.article.article.language);
  return (
    <p className="empty" {...texts.markFor(language)}>
      {texts.say('noUpdatesThen')}
    </p>
  );
}
