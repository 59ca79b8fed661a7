import { type ReactNode, useEffect, useState } from 'react';
import { stylesAt, useOnDemand } from '../on-demand.ts';
import { useReader } from '../reader.ts';
import { attend } from './attend.ts';
import styles from './following.css?url';
import { HeldButton } from './held-button.tsx';
import { absenceBefore } from './visits.ts';

await stylesAt(styles);

const loadCatchUp = async () => (await import('../catch-up/catch-up.tsx')).CatchUp;

/** Everything about changes that is on screen by itself. */
export function Follower(): ReactNode {
  const reader = useReader();
  const { page, article, reading, preferences } = reader;
  const [absence, setAbsence] = useState(() => absenceBefore(reader));
  const CatchUp = useOnDemand(absence !== null, loadCatchUp);
  useEffect(() => attend({ page, article, reading, preferences }, setAbsence), [page, article, reading, preferences]);
  return (
    <>
      <HeldButton />
      {CatchUp && absence && <CatchUp key={absence.from.seq} absence={absence} />}
    </>
  );
}
