import type { ReactNode } from 'react';
import { useLive, useReader } from './reader.ts';

export function SummaryBox(): ReactNode {
  const { texts, times } = useReader();
  const { summary, language } = useLive(live => live.article.article);
  if (summary === null) return null;
  const labels = texts.markFor(language);
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" {...labels}>
        {texts.say('summary')}
      </h2>
      <ul>
        {summary.points.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <p className="summary-time" {...labels}>
        <time dateTime={summary.editedAt} suppressHydrationWarning>
          {texts.say('summaryEditedAt', {
            time: times.moment(summary.editedAt),
          })}
        </time>
      </p>
    </section>
  );
}
