import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { PLAIN_LENS } from '#shared/lens.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { heldEntries } from '../following/held.ts';
import { newsText } from '../following/news.ts';
import { goToFirst, showHeld } from '../following/show-held.ts';
import type { Absence } from '../following/visits.ts';
import { lensPath } from '../lens/lens-address.ts';
import { stylesAt } from '../on-demand.ts';
import { useLive, useReader } from '../reader.ts';
import styles from './catch-up.css?url';
import { fetchMissed } from './fetch-missed.ts';
import { asItStands, type Missed, missedIn } from './missed.ts';
import { hrefOf, MissedList } from './missed-list.tsx';

await stylesAt(styles);

const KEY_EVENTS = { ...PLAIN_LENS, show: 'key' } as const;

type Sum = Missed & { readonly isComplete: boolean };

/** Tells a reader who comes back what happened meanwhile. It lies over the page, so nothing makes way for it. */
export function CatchUp({ absence }: { readonly absence: Absence }): ReactNode {
  const { texts, times } = useReader();
  const language = useLive(live => live.article.article.language);
  const panel = useRef<HTMLElement>(null);
  const [sum, dismiss] = useSum(absence);
  if (sum === null) return null;
  const counted = { corrected: sum.corrected.length, clarified: sum.clarified.length, withdrawn: sum.withdrawn.length };
  const news = newsText({ ...counted, published: sum.published.length }, texts);
  if (news === '') return null;
  const key = sum.published.filter(({ keyEvent }) => keyEvent);
  const time = times.moment(new Date(absence.from.at).toISOString());

  function close(): void {
    // The focus goes to where reading goes on, for what had it is gone.
    if (panel.current?.contains(document.activeElement))
      document.getElementById('updates')?.focus({ preventScroll: true });
    dismiss();
  }

  return (
    <section ref={panel} className="catch-up" aria-label={texts.say('catchUp')} {...texts.markFor(language)}>
      <p className="catch-up-news">{texts.say(sum.isComplete ? 'sinceThen' : 'sinceThenAtLeast', { time, news })}</p>
      <MissedList label={texts.count('keyEventsAmong', key.length)} entries={key} onGo={dismiss} />
      {(['corrected', 'clarified', 'withdrawn'] as const).map(kind => (
        <MissedList key={kind} label={texts.count(LABELS[kind], counted[kind])} entries={sum[kind]} onGo={dismiss} />
      ))}
      <Ways from={absence.from.number} sum={sum} hasKeyEvents={key.length > 0} onClose={close} />
    </section>
  );
}

const LABELS = { corrected: 'corrections', clarified: 'clarifications', withdrawn: 'withdrawals' } as const;

interface WaysProps {
  /** The last number that the reader had seen. */
  readonly from: number;
  readonly sum: Sum;
  readonly hasKeyEvents: boolean;
  readonly onClose: () => void;
}

/** Where a reader may go from here. */
function Ways({ from, sum, hasKeyEvents, onClose }: WaysProps): ReactNode {
  const reader = useReader();
  const { texts, article, reading, page } = reader;
  const slug = useLive(live => live.article.article.slug);
  // Of what is too much to be read to its beginning, that is known all the same.
  const first = sum.isComplete ? sum.published[0]?.number : from + 1;

  function goToUnread(event: MouseEvent, number: number): void {
    if (isMeantElsewhere(event)) return;
    onClose();
    const { revealedTo, view } = reading.getState();
    const isHeld = heldEntries(article.store.getState().article, page, revealedTo, view).length > 0;
    if (!isHeld && document.getElementById(entryAnchor(number)) === null) return;
    event.preventDefault();
    if (isHeld) showHeld(reader);
    else goToFirst(new Set([number]), view);
  }

  async function readKeyEvents(event: MouseEvent): Promise<void> {
    if (isMeantElsewhere(event)) return;
    event.preventDefault();
    onClose();
    const [{ keepLens }, { lensView }] = await Promise.all([
      import('../lens/lens-keeper.ts'),
      import('../lens/lens-view.tsx'),
    ]);
    await keepLens(reader, lensView).choose(KEY_EVENTS);
    reading.setState({ newSince: from });
    const numbers = sum.published.filter(({ keyEvent }) => keyEvent).map(({ number }) => number);
    requestAnimationFrame(() => goToFirst(new Set(numbers), reading.getState().view));
  }

  return (
    <p className="catch-up-ways">
      {first !== undefined && (
        <a href={hrefOf(slug, first)} onClick={event => goToUnread(event, first)}>
          {texts.say('firstUnread')}
        </a>
      )}{' '}
      {hasKeyEvents && (
        <a href={lensPath(slug, KEY_EVENTS)} onClick={event => void readKeyEvents(event)}>
          {texts.say('keyEventsOnly')}
        </a>
      )}{' '}
      <button type="button" className="plain" onClick={onClose}>
        {texts.say('dismiss')}
      </button>
    </p>
  );
}

/** What happened while the reader was away, once it is known, and a way to be told no more of it. */
function useSum({ from, upTo }: Absence): readonly [Sum | null, dismiss: () => void] {
  const { reading } = useReader();
  const slug = useLive(live => live.article.article.slug);
  const [sum, setSum] = useState<Sum | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetchMissed(slug, from, stop.signal).then(
      found => {
        if (found === null) return;
        const missed = missedIn(
          found.changes.filter(({ seq }) => seq <= upTo),
          from,
        );
        setSum({ ...missed, isComplete: found.isComplete });
        if (missed.published.length > 0) reading.setState({ newSince: from.number });
      },
      () => {},
    );
    return () => stop.abort();
  }, [slug, from, upTo, reading]);
  const state = useLive(live => live.article);
  const now = sum && { ...asItStands(sum, state), isComplete: sum.isComplete };
  return [now, () => setSum(null)];
}

/** Such as into another tab. */
function isMeantElsewhere({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey;
}
