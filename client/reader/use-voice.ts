import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useArticle } from '../live/use-article.ts';
import { textsIn } from '../ui/texts.ts';
import { timesFor } from '../ui/times.ts';
import type { Reader, Voice } from './reader.ts';

/** A reader with the voice that the article and the reader's choices give the page. */
export function useVoice(reader: Reader): Reader & Voice {
  const { language, timeZone: eventZone } = useArticle(reader.article, live => live.article.article);
  const wording = useStore(reader.reading, reading => reading.wording);
  const timeZone = useStore(reader.preferences, ({ zone }) => (zone === 'own' ? ownZone() : eventZone));
  return useMemo(() => {
    const times = timesFor({ language, timeZone, eventZone, now: reader.page.now });
    return { ...reader, texts: textsIn(wording), times };
  }, [reader, wording, language, timeZone, eventZone]);
}

let zoneHere: string | null = null;

/** As it was when it was first asked for: asking takes a browser about a millisecond, and every choice of the reader's asks. */
export function ownZone(): string {
  zoneHere ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zoneHere;
}
