import { type ReactNode, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { articlePath, entryPath, facetPath } from '#shared/addresses.ts';
import { directionOf } from '#shared/language.ts';
import { useArticle } from '../live/use-article.ts';
import { EntryView } from '../ui/entry-view.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { StatusNote } from '../ui/status-note.tsx';
import { type Texts, textsIn } from '../ui/texts.ts';
import { timesFor } from '../ui/times.ts';
import { type Embed, heldEntries, reveal, shownEntries } from './embed.ts';
import { followEmbed } from './follow-embed.ts';

/** An article's latest entries without the site around them. All links leave the frame: the document says so. */
export function EmbedApp({ embed }: { readonly embed: Embed }): ReactNode {
  const { view } = embed;
  const state = useArticle(embed.article, live => live.article);
  const isGone = useArticle(embed.article, live => live.connection.status === 'gone');
  const showing = useStore(embed.showing);
  const { slug, headline, status, language, timeZone } = state.article;
  const texts = useMemo(() => textsIn(view.wording), [view]);
  const times = useMemo(() => timesFor({ language, timeZone, now: view.now }), [language, timeZone, view]);
  useEffect(() => followEmbed(embed), [embed]);
  const labels = texts.markFor(language);
  const entries = shownEntries(state, showing, view);
  return (
    <main className="embed-page" data-theme={view.theme} lang={language} dir={directionOf(language)}>
      <header className="embed-head">
        <p className="embed-line">
          <StatusBadge status={status} texts={texts} labels={labels} />
          <StatusNote article={state.article} now={Math.max(view.now, showing.clock)} {...{ texts, times, labels }} />
          <span {...labels} suppressHydrationWarning>
            {texts.say('timesIn', { zone: times.zone })}
          </span>
        </p>
        <h1>
          <a href={articlePath(slug)}>{headline}</a>
        </h1>
        {status !== 'ended' && view.entry === null && <PaceControls embed={embed} texts={texts} />}
      </header>
      {isGone ? (
        <p className="embed-note" {...labels}>
          {texts.say('gone')}
        </p>
      ) : (
        <>
          <h2 className="visually-hidden" {...labels}>
            {texts.say('updates')}
          </h2>
          {entries.length === 0 && view.entry === null && (
            <p className="embed-note" {...labels}>
              {texts.say(status === 'ended' ? 'noUpdatesEnded' : 'noUpdates')}
            </p>
          )}
          <ol className="entries" reversed={view.order === 'newest'}>
            {entries.map(entry => (
              <li key={entry.number} className={entry.number > showing.freshAfter ? 'is-fresh' : undefined}>
                <EntryView
                  {...{ entry, texts, times }}
                  href={entryPath(slug, entry)}
                  hrefOfMore={(facet, name) => facetPath(slug, facet, name)}
                />
              </li>
            ))}
          </ol>
        </>
      )}
      <footer className="embed-foot">
        <a href={articlePath(slug)} {...labels}>
          {texts.say('embedMore', { site: view.site.name })}
        </a>
      </footer>
    </main>
  );
}

/** Stops and restarts what moves by itself, and shows what waits. */
function PaceControls({ embed, texts }: { readonly embed: Embed; readonly texts: Texts }): ReactNode {
  const { language } = useArticle(embed.article, live => live.article.article);
  const showing = useStore(embed.showing);
  const held = useArticle(embed.article, live => heldEntries(live.article, showing).length);
  const isPaused = showing.pace === 'paused';
  return (
    <p className="embed-pace" {...texts.markFor(language)}>
      <button type="button" onClick={() => embed.showing.setState({ pace: isPaused ? 'live' : 'paused' })}>
        {texts.say(isPaused ? 'embedResume' : 'embedPause')}
      </button>
      {held > 0 && (
        <button type="button" onClick={() => reveal(embed)}>
          {texts.count('newUpdates', held)}
        </button>
      )}
    </p>
  );
}
