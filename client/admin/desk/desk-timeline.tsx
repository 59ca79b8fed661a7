import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { timelineOf } from '#shared/changes.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { EntryView } from '../../ui/entry-view.tsx';
import { textsFor } from '../../ui/languages.ts';
import { timesFor } from '../../ui/times.ts';
import { announce } from '../announce.ts';
import type { Composer } from '../composer/composer.ts';
import { DeskEntry, EntryActions } from './desk-entry.tsx';

interface DeskTimelineProps {
  readonly live: LiveArticle;
  /** Null where nothing may be changed. */
  readonly composer: Composer | null;
}

/** The timeline as readers have it, over the same wire, with what editors may do to each entry. */
export function DeskTimeline({ live, composer }: DeskTimelineProps): ReactNode {
  const state = useArticle(live, known => known.article);
  const { article } = state;
  const { language, timeZone, pinnedEntryId } = article;
  const texts = useMemo(() => textsFor(language), [language]);
  const times = useMemo(() => timesFor({ language: texts.language, timeZone, now: Date.now() }), [texts, timeZone]);
  const entries = timelineOf(state);
  const pinned = state.entries.find(({ id }) => id === pinnedEntryId);
  const isPinnedElsewhere = pinned !== undefined && !entries.includes(pinned);
  return (
    <section className="desk-timeline" aria-labelledby="timeline-title" onKeyDown={moveBetweenEntries}>
      <div className="panel-head">
        <h2 id="timeline-title" tabIndex={-1} data-shortcut="timeline">
          Timeline
        </h2>
        <p className="quiet">{times.zone}</p>
      </div>
      {pinned !== undefined && (
        <div className="pinned" lang={texts.language}>
          <EntryView
            entry={pinned}
            place="copy"
            mark="pinned"
            {...{ texts, times }}
            foot={
              isPinnedElsewhere && composer !== null ? (
                <EntryActions entry={pinned} articleId={article.id} isPinned composer={composer} />
              ) : undefined
            }
          />
        </div>
      )}
      {entries.length === 0 && <p className="quiet">No entries yet.</p>}
      <ol className="entries" lang={texts.language}>
        {entries.map(entry => (
          <DeskEntry
            key={entry.number}
            articleId={article.id}
            isPinned={entry.id === pinnedEntryId}
            {...{ entry, texts, times, composer }}
          />
        ))}
      </ol>
      {state.completeFrom > 1 && <OlderButton live={live} />}
    </section>
  );
}

function OlderButton({ live }: { readonly live: LiveArticle }): ReactNode {
  const [isLoading, setLoading] = useState(false);
  const isAsked = useRef(false);
  async function load(): Promise<void> {
    if (isAsked.current) return;
    isAsked.current = true;
    setLoading(true);
    if ((await live.loadOlder()) === 'refused') announce('The earlier entries could not be loaded', 'problem');
    isAsked.current = false;
    setLoading(false);
  }
  return (
    <button type="button" className="button" aria-disabled={isLoading} onClick={() => void load()}>
      {isLoading ? 'Loading …' : 'Earlier entries'}
    </button>
  );
}

/** `j` and `k` go down and up; they work only in here, and not while somebody types. */
function moveBetweenEntries(event: KeyboardEvent<HTMLElement>): void {
  const step = { j: 1, k: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.entries > li')];
  const here = all.findIndex(item => item.contains(document.activeElement));
  const next = all[here === -1 ? 0 : here + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
