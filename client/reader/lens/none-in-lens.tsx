import type { ReactNode } from 'react';
import { PLAIN_LENS } from '#shared/lens.ts';
import { useLive, useReader } from '../reader.ts';
import type { LensStatus } from './lens-keeper.ts';
import { LensLink } from './lens-link.tsx';
import { hasMore, type Seen } from './seen.ts';

interface NoneInLensProps {
  readonly seen: Seen;
  readonly status: LensStatus;
}

/** Where nothing is picked: that this is so, or that it is not known yet, and the way out. */
export function NoneInLens({ seen, status }: NoneInLensProps): ReactNode {
  const { texts } = useReader();
  const isMore = useLive(live => hasMore(seen, live.article));
  const language = useLive(live => live.article.article.language);
  if (isMore) return status === 'failed' ? <p className="empty">{texts.say('lensFailed')}</p> : null;
  return (
    <p className="empty" {...texts.markFor(language)}>
      {texts.say('lensNone')} <LensLink lens={PLAIN_LENS}>{texts.say('lensClear')}</LensLink>
    </p>
  );
}
