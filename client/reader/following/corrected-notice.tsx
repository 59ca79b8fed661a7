import type { ReactNode } from 'react';
import { setAside } from '../asides.ts';
import { useLive, useReader } from '../reader.ts';
import type { AsideProps } from '../reading.ts';
import { passFocusOn } from './pass-focus-on.ts';

/** For a reader who has read what was wrong. It lies in the room between two entries, so nothing makes way for it. */
export function CorrectedNotice({ entry }: AsideProps): ReactNode {
  const { texts, reading } = useReader();
  const language = useLive(live => live.article.article.language);
  if (entry.retraction !== null) return null;
  return (
    <p ref={passFocusOn} className="corrected-notice" {...texts.markFor(language)}>
      {texts.say('correctedSinceRead')}
      <button type="button" className="plain" onClick={() => setAside(reading, entry.number, null)}>
        {texts.say('dismiss')}
      </button>
    </p>
  );
}
