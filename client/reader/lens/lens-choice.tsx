import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Choices, PLAIN_LENS } from '#shared/lens.ts';
import { articleAddress } from '../../live/article-address.ts';
import { useLive, useReader, useReading } from '../reader.ts';
import { choicesIn } from './choices-in.ts';
import { LensFields } from './lens-fields.tsx';
import { keepLens, type LensView } from './lens-keeper.ts';
import { lensView } from './lens-view.tsx';

/** The choice of a lens, which applies at once. */
export function LensChoice(): ReactNode {
  const reader = useReader();
  const entries = useLive(live => live.article.entries);
  const slug = useLive(live => live.article.article.slug);
  const view = useReading(reading => reading.view) as LensView | null;
  const lens = view?.seen.lens ?? PLAIN_LENS;
  const [choices, setChoices] = useState<Choices | null>(null);
  /** What was just chosen may have to be read first. */
  const [chosen, setChosen] = useState(lens);
  useEffect(() => setChosen(lens), [lens]);
  const keeping = useRef(reader);
  useEffect(() => void keepLens(keeping.current, lensView), []);
  useEffect(() => {
    fetchChoices(slug).then(setChoices, () => {});
  }, [slug]);
  return (
    <LensFields
      lens={chosen}
      choices={choices ?? choicesIn(entries)}
      onChoose={next => {
        setChosen(next);
        keepLens(reader, lensView).choose(next);
      }}
    />
  );
}

async function fetchChoices(slug: string): Promise<Choices> {
  const response = await fetch(`${articleAddress(slug)}/choices`);
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
  return (await response.json()) as Choices;
}
