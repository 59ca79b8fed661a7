import type { ExportView } from '#shared/exported.ts';
import { type Texts, textsIn } from '../ui/texts.ts';
import { type Times, timesFor } from '../ui/times.ts';

interface Voice {
  readonly texts: Texts;
  readonly times: Times;
}

/** Made once for all entries of an export: what formats times is slow to make. */
const voices = new WeakMap<ExportView, Voice>();

/** How a copy speaks: in the article's language and zone, and with every date written out, for nobody knows when it is read. */
export function voiceOf(view: ExportView): Voice {
  const known = voices.get(view);
  if (known) return known;
  const { language, timeZone } = view.article;
  const voice = { texts: textsIn(view.wording), times: timesFor({ language, timeZone, now: null }) };
  voices.set(view, voice);
  return voice;
}
