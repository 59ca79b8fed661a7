import { Fragment, type MouseEvent, type ReactNode } from 'react';
import { entryPath } from '#shared/addresses.ts';
import type { Found } from '#shared/found.ts';
import { directionOf } from '#shared/language.ts';
import { stretchesOf } from '#shared/words.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { shownAt } from '../../ui/times.ts';
import { goToEntry } from '../moving/go-to-entry.ts';
import { useLive, useReader } from '../reader.ts';
import { markWords } from './mark-words.ts';
import type { Finding } from './search.ts';

/** What was found, each with its time and a way to it. */
export function FoundList({ finding }: { readonly finding: Finding }): ReactNode {
  const { texts, times } = useReader();
  const slug = useLive(live => live.article.article.slug);

  function go(event: MouseEvent, { number }: Found): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const entry = document.getElementById(entryAnchor(number));
    if (entry === null) return;
    event.preventDefault();
    markWords(entry, finding.phrases);
    goToEntry(number);
  }

  return (
    <ol className="found">
      {finding.found.map(found => {
        const when = shownAt(found);
        const { number, headline, language, excerpt } = found;
        return (
          <li key={number}>
            <a href={entryPath(slug, found)} onClick={event => go(event, found)}>
              <time dateTime={when}>{times.moment(when)}</time> {texts.say('number', { number })}
            </a>
            <p lang={language} dir={directionOf(language)}>
              {headline && (
                <strong>
                  <Marked text={headline} phrases={finding.phrases} />
                </strong>
              )}{' '}
              <Marked text={excerpt} phrases={finding.phrases} />
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function Marked({ text, phrases }: { readonly text: string; readonly phrases: readonly string[] }): ReactNode {
  const stretches = stretchesOf(text, phrases);
  return (
    <>
      {stretches.map(({ start, end }, index) => (
        <Fragment key={start}>
          {text.slice(stretches[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(stretches.at(-1)?.end ?? 0)}
    </>
  );
}
