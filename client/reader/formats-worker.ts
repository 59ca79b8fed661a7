import type { FormatsQuestion } from './formats.ts';

/** Uses the formats once, so that nobody waits for them later (formats.ts). */
addEventListener('message', ({ data: { language, timeZone } }: MessageEvent<FormatsQuestion>) => {
  try {
    new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'full', timeStyle: 'full' }).format();
    new Intl.NumberFormat(language).format(1);
  } catch {
    // An old browser may not know the zone or the language; the page does without them too.
  }
  postMessage(null);
});
