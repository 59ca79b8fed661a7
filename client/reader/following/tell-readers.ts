import { textsIn } from '../../ui/texts.ts';
import type { Reader } from '../reader.ts';

/** Writes about how many read along into the place that is left for it. It is nothing to be told of: nothing speaks of it. */
export function tellReaders({ article, reading }: Reader): () => void {
  let frame = 0;
  function write(): void {
    const place = document.querySelector('.readers');
    const { readers } = article.store.getState();
    const text = readers === null ? '' : textsIn(reading.getState().wording).count('readingNow', readers);
    if (place !== null && place.textContent !== text) place.textContent = text;
  }
  /** The place itself may only just be drawn. */
  function look(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(write);
  }
  look();
  const stops = [
    article.store.subscribe((now, then) => now.readers !== then.readers && look()),
    reading.subscribe((now, then) => now.wording !== then.wording && look()),
  ];
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) stop();
  };
}
