import type { Texts } from '../../ui/texts.ts';
import type { Times } from '../../ui/times.ts';

/** "As it stood on 20 November, 14:05"; without the day where that is today. */
export function asItStood(at: string, texts: Texts, times: Times): string {
  return texts.say(times.parts(at).date === null ? 'asItStoodAt' : 'asItStoodOn', { time: times.moment(at) });
}
