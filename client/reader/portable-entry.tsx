import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Article, Entry, PublishedEntry } from '#shared/article.ts';
import type { Body } from '#shared/body.ts';
import { bodyText, shortened } from '#shared/body-text.ts';
import type { PortableEntry } from '#shared/pages.ts';
import { BodyView } from '../ui/body-view.tsx';
import { textsFor } from '../ui/languages.ts';
import { Translations } from '../ui/rich/translations.tsx';
import type { Texts } from '../ui/texts.ts';
import { type Times, timesFor } from '../ui/times.ts';

const MAX_TITLE_CHARS = 100;
type EntryArticle = Pick<Article, 'language' | 'timeZone'>;

/** An entry as feeds carry it: in its own language, its times in the article's zone. */
export function portableEntry(entry: Entry, article: EntryArticle): PortableEntry {
  const language = entryLanguage(entry, article);
  const texts = textsFor(language);
  const times = timesFor({ language: texts.language, timeZone: article.timeZone, now: null });
  const notices = noticesOf(entry, texts, times);
  const title = markedTitle(entry, article, texts);
  return { language, title, notices, html: renderToStaticMarkup(contentOf(entry, notices, texts)) };
}

export function portableBody(body: Body): string {
  return renderToStaticMarkup(<BodyView body={body} under={1} />);
}

/** An entry's headline; where it has none, how its text begins. */
export function entryTitle(entry: Entry, article: EntryArticle): string {
  const texts = textsFor(entryLanguage(entry, article));
  const { number } = entry;
  if (entry.retraction !== null) return texts.say('entryWithdrawn', { number });
  return entry.headline || shortened(bodyText(entry.body), MAX_TITLE_CHARS) || texts.say('updateNumber', { number });
}

function markedTitle(entry: Entry, article: EntryArticle, texts: Texts): string {
  const title = entryTitle(entry, article);
  if (entry.retraction !== null) return title;
  switch (entry.edits.findLast(({ kind }) => kind !== 'update')?.kind) {
    case 'correction':
      return texts.say('entryCorrected', { title });
    case 'clarification':
      return texts.say('entryClarified', { title });
    default:
      return title;
  }
}

function noticesOf(entry: Entry, texts: Texts, times: Times): string[] {
  if (entry.retraction !== null) {
    const { at, reason } = entry.retraction;
    return [texts.say('retractedAt', { time: times.moment(at) }), ...(reason === '' ? [] : [reason])];
  }
  const edits = entry.edits.toReversed().map(({ at, kind, note }) => {
    const what = texts.say(`edit_${kind}`, { time: times.moment(at) });
    return note ? `${texts.say('withNote', { what })} ${note}` : what;
  });
  const { confirmation } = entry;
  return confirmation && confirmation !== 'confirmed' ? [texts.say(`confirmation_${confirmation}`), ...edits] : edits;
}

function contentOf(entry: Entry, notices: readonly string[], texts: Texts): ReactNode {
  return (
    <>
      {notices.map(notice => (
        <p key={notice}>
          <em>{notice}</em>
        </p>
      ))}
      {entry.retraction === null && <BodyView body={entry.body} under={2} />}
      {entry.retraction === null && entry.translations && (
        <Translations
          translations={entry.translations}
          texts={texts}
          draw={body => <BodyView body={body} under={4} />}
        />
      )}
      {entry.retraction === null && entry.source && (
        <p>
          {texts.say('source')} {sourceOf(entry.source)}
        </p>
      )}
    </>
  );
}

function sourceOf({ name, url }: NonNullable<PublishedEntry['source']>): ReactNode {
  return url === null ? name : <a href={url}>{name}</a>;
}

/** A withdrawn entry has no language of its own any more. */
function entryLanguage(entry: Entry, { language }: EntryArticle): string {
  return entry.retraction === null ? entry.language : language;
}
