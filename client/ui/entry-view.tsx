import type { ReactNode } from 'react';
import type { Author, Edit, Entry, PublishedEntry, RetractedEntry } from '#shared/article.ts';
import { directionOf } from '#shared/language.ts';
import { BodyView } from './body-view.tsx';
import { bylineParts } from './byline.ts';
import { KeyIcon, PinIcon } from './icons.tsx';
import { type LanguageMark, languageMark } from './language-mark.ts';
import { Rich } from './rich/rich.tsx';
import { SourceChip } from './source-chip.tsx';
import type { Texts } from './texts.ts';
import { shownAt, type Times } from './times.ts';

export interface EntryViewProps {
  readonly entry: Entry;
  readonly texts: Texts;
  readonly times: Times;
  /** A `copy` stands elsewhere than in the timeline, such as a pinned entry above it, and leaves the ids to the original. */
  readonly place?: 'timeline' | 'copy';
  /** Where the entry's time leads; its own address on this page where left out. */
  readonly href?: string;
  readonly mark?: 'pinned' | null;
  /** Where there is more by the same author or with the same tag; they lead nowhere where left out. */
  readonly hrefOfMore?: HrefOfMore;
  /** What may be done with it, beside its number. */
  readonly act?: ReactNode;
  /** What stands after the last note about a change. */
  readonly afterEdits?: ReactNode;
  /** What else belongs at the entry's foot, such as the admin's buttons. */
  readonly foot?: ReactNode;
}

type HrefOfMore = (facet: 'author' | 'tag', name: string) => string;

/** An entry as readers see it: rail with its time and number, then what it says. Its headline is a heading of level 3. */
export function EntryView(props: EntryViewProps): ReactNode {
  const { entry, texts, place = 'timeline' } = props;
  const published = entry.retraction === null ? entry : null;
  const labels = published ? texts.markFor(published.language) : {};
  const titleId = `${entryAnchor(entry.number)}-title`;
  return (
    <article
      className={classOf(entry)}
      {...(place === 'timeline' && {
        id: entryAnchor(entry.number),
        'aria-labelledby': titleId,
      })}
      {...(published && {
        lang: published.language,
        dir: directionOf(published.language),
      })}
    >
      <EntryRail {...props} />
      <div className="entry-main">
        <EntryMarks {...props} labels={labels} />
        <h3
          className={published?.headline ? 'entry-headline' : 'visually-hidden'}
          {...(place === 'timeline' && { id: titleId })}
          {...(!published?.headline && labels)}
        >
          {published?.headline ?? texts.say('updateNumber', { number: entry.number })}
        </h3>
        {entry.retraction === null ? (
          <Content {...props} entry={entry} labels={labels} />
        ) : (
          <Tombstone {...props} entry={entry} />
        )}
        {props.foot}
      </div>
    </article>
  );
}

/** The id of an entry's element and the fragment of its address: they never change. */
export function entryAnchor(number: number): string {
  return `entry-${number}`;
}

/** `labels`: the language of interface texts inside the entry, where it is not the entry's own. */
type PartProps<T extends Entry = Entry> = Omit<EntryViewProps, 'entry'> & {
  readonly entry: T;
  readonly labels: LanguageMark;
};

function EntryRail({ entry, texts, times, href, act }: Omit<PartProps, 'labels'>): ReactNode {
  const when = shownAt(entry);
  const { time, date } = times.parts(when);
  // The rail is written as the article is: it stays where the other rails are.
  const written = entry.retraction === null ? languageMark(times.language, entry.language) : {};
  return (
    <div className="entry-rail" {...written}>
      <a
        className="entry-when"
        href={href ?? `#${entryAnchor(entry.number)}`}
        title={times.full(when)}
        suppressHydrationWarning
      >
        <time dateTime={when}>
          {time && (
            <span className="entry-time" suppressHydrationWarning>
              {time}
            </span>
          )}{' '}
          {date && (
            <span className="entry-date" suppressHydrationWarning>
              {date}
            </span>
          )}
        </time>
      </a>
      {times.isRecent(when) && <span className="entry-ago" data-at={when} />}
      <span className="entry-number" {...texts.markFor(times.language)}>
        {texts.say('number', { number: entry.number })}
        {act}
      </span>
    </div>
  );
}

function EntryMarks({ entry, texts, mark, labels }: PartProps): ReactNode {
  const isKeyEvent = entry.retraction === null && entry.keyEvent;
  const isPinned = mark === 'pinned';
  if (!isKeyEvent && !isPinned) return null;
  return (
    <p className="entry-marks">
      {isPinned && (
        <span {...labels}>
          <PinIcon /> {texts.say('pinned')}
        </span>
      )}
      {isKeyEvent && (
        <span className="entry-mark-key" {...labels}>
          <KeyIcon /> {texts.say('keyEvent')}
        </span>
      )}
    </p>
  );
}

function Content({ entry, texts, times, labels, afterEdits, hrefOfMore }: PartProps<PublishedEntry>): ReactNode {
  const { confirmation, translations } = entry;
  return (
    <>
      <div className="body">
        <BodyView body={entry.body} under={3} voice={{ texts, labels }} />
      </div>
      {translations?.length ? (
        <Rich
          part="Translations"
          {...{ translations, texts }}
          draw={(body, language) => (
            <BodyView body={body} under={4} voice={{ texts, labels: texts.markFor(language) }} />
          )}
        />
      ) : null}
      {(entry.authors.length > 0 || entry.source || confirmation || entry.tags.length > 0) && (
        <div className="entry-foot">
          {entry.authors.length > 0 && (
            <span className="byline" {...labels}>
              <Byline authors={entry.authors} {...{ texts, hrefOfMore }} />
            </span>
          )}
          {entry.source && <SourceChip source={entry.source} texts={texts} labels={labels} />}
          {confirmation && <Rich part="Confirmation" confirmation={confirmation} voice={{ texts, labels }} />}
          {entry.tags.length > 0 && <Tags tags={entry.tags} {...{ texts, labels, hrefOfMore }} />}
        </div>
      )}
      {entry.edits.length > 0 && (
        <ul className="entry-edits">
          {entry.edits.map(edit => (
            <EditNote key={edit.at + edit.kind} edit={edit} texts={texts} times={times} labels={labels}>
              {edit === entry.edits.at(-1) && afterEdits}
            </EditNote>
          ))}
        </ul>
      )}
    </>
  );
}

interface BylineProps {
  readonly authors: readonly Author[];
  readonly texts: Texts;
  readonly hrefOfMore: HrefOfMore | undefined;
}

function Byline({ authors, texts, hrefOfMore }: BylineProps): ReactNode {
  return bylineParts(authors, texts).map(({ text, author }) =>
    author ? (
      <a key={author.name} href={hrefOfMore?.('author', author.name)}>
        {text}
      </a>
    ) : (
      text
    ),
  );
}

interface TagsProps {
  readonly tags: readonly string[];
  readonly texts: Texts;
  readonly labels: LanguageMark;
  readonly hrefOfMore: HrefOfMore | undefined;
}

function Tags({ tags, texts, labels, hrefOfMore }: TagsProps): ReactNode {
  return (
    <span className="entry-tags">
      <span className="visually-hidden" {...labels}>
        {texts.say('tags')}
      </span>
      {tags.map(tag => (
        <a key={tag} className="tag" href={hrefOfMore?.('tag', tag)}>
          {tag}
        </a>
      ))}
    </span>
  );
}

interface EditNoteProps {
  readonly edit: Edit;
  readonly texts: Texts;
  readonly times: Times;
  readonly labels: LanguageMark;
  readonly children: ReactNode;
}

function EditNote({ edit, texts, times, labels, children }: EditNoteProps): ReactNode {
  const what = texts.say(`edit_${edit.kind}`, { time: times.moment(edit.at) });
  return (
    <li className={`entry-edit entry-edit-${edit.kind}`}>
      <time dateTime={edit.at} {...labels} suppressHydrationWarning>
        {edit.note ? texts.say('withNote', { what }) : what}
      </time>{' '}
      {edit.note}
      {children && ' '}
      {children}
    </li>
  );
}

function Tombstone({ entry, texts, times }: Omit<PartProps<RetractedEntry>, 'labels'>): ReactNode {
  const { at, reason } = entry.retraction;
  return (
    <div className="tombstone">
      <p>
        <time dateTime={at} suppressHydrationWarning>
          {texts.say('retractedAt', { time: times.moment(at) })}
        </time>
      </p>
      {reason && <p className="tombstone-reason">{reason}</p>}
    </div>
  );
}

function classOf(entry: Entry): string {
  if (entry.retraction !== null) return 'entry entry-retracted';
  return `entry${entry.keyEvent ? ' entry-key' : ''}${entry.translations?.length ? ' entry-translated' : ''}`;
}
