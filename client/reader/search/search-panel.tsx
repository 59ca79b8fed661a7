import { type ReactNode, useId, useRef } from 'react';
import { MAX_QUERY_CHARS } from '#shared/found.ts';
import { stylesAt } from '../on-demand.ts';
import { useReader } from '../reader.ts';
import { FoundList } from './found-list.tsx';
import styles from './search.css?url';
import { useSearch } from './use-search.ts';

await stylesAt(styles);

/** A field, and below it what was found as soon as something is written. Escape empties both. */
export function SearchPanel(): ReactNode {
  const { texts } = useReader();
  const { query, status, finding, look, further } = useSearch();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  function clear(): void {
    look('');
    field.current?.focus();
  }

  return (
    <search className="search-panel" onKeyDown={event => event.key === 'Escape' && clear()}>
      <p className="search-field">
        <label htmlFor={id}>{texts.say('search')}</label>
        <input
          ref={field}
          id={id}
          type="search"
          value={query}
          maxLength={MAX_QUERY_CHARS}
          autoComplete="off"
          onChange={event => look(event.target.value)}
        />
        {query !== '' && (
          <button type="button" className="plain" onClick={clear}>
            {texts.say('searchClear')}
          </button>
        )}
      </p>
      {finding && (
        <>
          <p className="found-count" aria-busy={status === 'looking'}>
            {status === 'failed'
              ? texts.say('searchFailed')
              : finding.found.length > 0
                ? texts.count('found', finding.found.length)
                : status === 'looking'
                  ? '…'
                  : texts.say('searchNone')}
          </p>
          <FoundList finding={finding} />
          {finding.next !== null && status !== 'looking' && (
            <button type="button" className="found-more" onClick={further}>
              {texts.say('searchMore')}
            </button>
          )}
        </>
      )}
    </search>
  );
}
