import type { Reader } from '../reader.ts';
import { KEYS, type Key } from './key-names.ts';

/** Where keys are for something else than the page. */
const OCCUPIED = 'input, textarea, select, [contenteditable], audio, video, dialog';

/** Single keys move about, unless the reader has switched that off (WCAG 2.1.4). Answers the way to stop. */
export function listenForKeys(reader: Reader): () => void {
  const stop = new AbortController();
  addEventListener(
    'keydown',
    event => {
      const key = keyOf(event);
      if (key === null || reader.preferences.getState().keys === 'off') return;
      event.preventDefault();
      import('./press-key.tsx').then(({ pressKey }) => pressKey(reader, key)).catch(() => {});
    },
    { signal: stop.signal },
  );
  // For operators and tests.
  document.documentElement.dataset.keys = 'on';
  return () => stop.abort();
}

/** Null where the key is none of ours, or is meant for something else. */
function keyOf(event: KeyboardEvent): Key | null {
  const { target, ctrlKey, metaKey, altKey, defaultPrevented, isComposing } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented || isComposing) return null;
  if (target instanceof Element && target.closest(OCCUPIED)) return null;
  if (event.key === 'Enter') return target instanceof Element && target.matches('.entry') ? 'o' : null;
  // Where letters are not Latin, the place on the keyboard counts.
  const isLatin = /^[\x20-\x7e]$/.test(event.key);
  const letter = isLatin || event.shiftKey ? event.key : event.code.replace('Key', '').toLowerCase();
  return KEYS.find(key => key === letter) ?? null;
}
