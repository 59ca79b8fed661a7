import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { articlePath } from '#shared/addresses.ts';
import { useLive, useReader } from '../reader.ts';
import { asItStood } from './as-it-stood.ts';
import type { MomentStore } from './moment.ts';

/** At the top of everything: that this is not how it stands now, and the way there. */
export function PastNotice({ moment }: { readonly moment: MomentStore }): ReactNode {
  const { texts, times } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  const at = useStore(moment, past => past.at);
  return (
    <div className="past" id="replay" {...texts.markFor(language)}>
      <p>
        <time dateTime={at} suppressHydrationWarning>
          {asItStood(at, texts, times)}
        </time>{' '}
        <a href={articlePath(slug)}>{texts.say('toNow')}</a>
      </p>
    </div>
  );
}
