import type { ReactNode } from 'react';
import { useLive, useReader, useReading } from './reader.ts';
import { ReloadButton } from './reload-button.tsx';

/** The state of the connection in words, where it matters. */
export function ConnectionNotice(): ReactNode {
  const { texts } = useReader();
  const language = useLive(live => live.article.article.language);
  const isOutdated = useLive(live => live.connection.status === 'outdated');
  const isLost = useReading(reading => reading.link === 'lost');
  if (!isOutdated && !isLost) return null;
  return (
    <p className="connection" {...texts.markFor(language)}>
      {texts.say(isOutdated ? 'outdated' : 'connectionLost')} {isOutdated && <ReloadButton texts={texts} />}
    </p>
  );
}
