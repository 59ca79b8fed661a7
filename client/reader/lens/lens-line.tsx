import { type ReactNode, useEffect, useRef } from 'react';
import { isFilter, PLAIN_LENS } from '#shared/lens.ts';
import { useLive, useReader, useReading } from '../reader.ts';
import { chipsOf } from './lens-chips.ts';
import { keepLens, type MakeView } from './lens-keeper.ts';
import { LensLink } from './lens-link.tsx';
import { countOf, type Seen } from './seen.ts';

interface LensLineProps {
  readonly seen: Seen;
  readonly make: MakeView;
}

/** What is chosen, each with a way to let go of it, and how many updates that leaves. */
export function LensLine({ seen, make }: LensLineProps): ReactNode {
  const { texts, ...reader } = useReader();
  const { lens } = seen;
  const language = useLive(live => live.article.article.language);
  const revealedTo = useReading(reading => reading.revealedTo);
  const count = useLive(live => countOf(seen, live.article, revealedTo));
  // The back button works also where the page came with its lens.
  const keeping = useRef(reader);
  useEffect(() => void keepLens(keeping.current, make), [make]);
  const chips = chipsOf(lens, texts);
  return (
    <div className="lens-line" {...texts.markFor(language)}>
      {chips.map(({ name, without }) => (
        <LensLink key={name} lens={{ ...lens, ...without }} className="lens-chip">
          <span className="visually-hidden">{texts.say('lensRemove')} </span>
          <bdi>{name}</bdi> <span aria-hidden="true">×</span>
        </LensLink>
      ))}
      {isFilter(lens) && count !== null && <span className="lens-count">{texts.count('updates', count)}</span>}
      {chips.length > 1 && <LensLink lens={PLAIN_LENS}>{texts.say('lensClear')}</LensLink>}
    </div>
  );
}
