import { countDown } from '../../live/count-down.ts';
import type { Reader } from '../reader.ts';
import { untilText } from './until.ts';

/**
 * Writes how long it is until the coverage starts into the place that is left for it, and notes when a time that was announced has come.
 * Nothing speaks of it; seconds run only in the last minute, and not where the reader has stopped what moves (WCAG 2.2.2).
 */
export function tellStatus({ article, reading, preferences }: Reader): () => void {
  const isCalm = () => preferences.getState().pace === 'paused';
  let frame = 0;

  function write(leftMs: number): void {
    const place = document.querySelector('.count-down');
    const { language } = article.store.getState().article.article;
    const text = untilText(leftMs, language, isCalm() ? 'without-seconds' : 'with-seconds');
    if (place !== null && place.textContent !== text) place.textContent = text;
  }
  function tell(leftMs: number | null): void {
    cancelAnimationFrame(frame);
    if (leftMs === null) return;
    const now = article.now();
    if (leftMs <= 0 && reading.getState().clock < now + leftMs) reading.setState({ clock: now });
    // The place itself may only just be drawn.
    frame = requestAnimationFrame(() => write(leftMs));
  }
  const { look, stop } = countDown(article, { tell, lastMinute: () => (isCalm() ? 'not-at-all' : 'each-second') });
  const unsubscribe = preferences.subscribe(look);
  return () => {
    unsubscribe();
    stop();
    cancelAnimationFrame(frame);
  };
}
