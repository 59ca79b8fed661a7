import type { ReactNode } from 'react';
import { useLive, useReader, useReading } from './reader.ts';

/** The one place that speaks up by itself; the timeline never does. */
export function StatusLine(): ReactNode {
  const { texts } = useReader();
  const announcement = useReading(reading => reading.announcement);
  const language = useLive(live => live.article.article.language);
  return (
    <p className="visually-hidden" role="status" {...texts.markFor(language)}>
      {announcement}
    </p>
  );
}
