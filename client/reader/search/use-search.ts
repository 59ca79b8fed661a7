import { useEffect, useRef, useState } from 'react';
import { after } from '../../live/browser.ts';
import { textsIn } from '../../ui/texts.ts';
import { useLive, useReader, useReading } from '../reader.ts';
import { type Finding, findFurther, findHere, type Held, heldOn, refound } from './search.ts';

/** Who types is not done with a word before this. */
const TYPING_MS = 350;
const SPOKEN_MS = 5_000;

/** `looking`: the server has been asked about what this page does not hold. */
type SearchStatus = 'idle' | 'looking' | 'failed';

export interface Search {
  readonly query: string;
  readonly status: SearchStatus;
  readonly finding: Finding | null;
  look(query: string): void;
  /** Asks the server for more. */
  further(): void;
}

/** Finds at once what the page holds, and asks the server about the rest when the reader stops typing. */
export function useSearch(): Search {
  const { reading, page } = useReader();
  const [state, setState] = useState<Omit<Search, 'look' | 'further'>>({ query: '', status: 'idle', finding: null });
  const stop = useRef(() => {});
  const live = useLive(({ article: now }) => now);
  const upTo = useReading(({ revealedTo }) => revealedTo);
  const held = heldOn(page, live);
  useEffect(() => () => stop.current(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot nobody tells what became of that which only the server knows
  useEffect(() => {
    if (state.query !== '') look(state.query);
  }, [live.snapshotSeq, live.position.epoch]);

  function ask(query: string, finding: Finding, held: Held): void {
    const abort = new AbortController();
    stop.current();
    stop.current = () => abort.abort();
    setState({ query, status: 'looking', finding });
    const show = (status: SearchStatus, now: Finding) => {
      if (abort.signal.aborted) return;
      setState({ query, status, finding: now });
      tell(now, status);
    };
    findFurther(page.state.article.slug, query, finding, held, abort.signal).then(
      more => show('idle', more),
      () => show('failed', finding),
    );
  }
  function look(query: string): void {
    stop.current();
    const finding = findHere(query, live, held, upTo);
    const isMore = finding !== null && finding.next !== null;
    setState({ query, status: isMore ? 'looking' : 'idle', finding });
    stop.current = after(TYPING_MS, () => {
      if (isMore) ask(query, finding, held);
      else if (finding) tell(finding, 'idle');
    });
  }
  function tell({ found }: Finding, status: SearchStatus): void {
    const texts = textsIn(reading.getState().wording);
    const result = found.length > 0 ? texts.count('found', found.length) : texts.say('searchNone');
    const announcement = status === 'failed' ? texts.say('searchFailed') : result;
    reading.setState({ announcement });
    after(SPOKEN_MS, () => reading.getState().announcement === announcement && reading.setState({ announcement: '' }));
  }

  const finding = state.finding && refound(state.query, state.finding, live, held, upTo);
  return { ...state, finding, look, further: () => state.finding && ask(state.query, state.finding, held) };
}
