import { MAX_TEXT_RUN_CHARS } from '#shared/body.ts';

/** How long a change is on the wire where nothing else is asked for. */
export const CHANGE_BYTES = 1_024;
/** What Pressbox says about an entry besides its text. */
const OTHER_BYTES = 445;
/** Long enough that an ordinary change says nothing twice: repeated text would deflate better than what editors write. */
const PROSE = [
  'The second stage has separated and its engine burns as planned, says the flight director. ',
  'Telemetry reaches the control room over two ships in the Atlantic; a third one left port too late because of the storm that ',
  'kept most fishing boats of the coast in harbour since Thursday. At the fence along the old runway some four hundred people ',
  'watch, many wrapped in blankets. We drove all night, says Marta Eriksen, and my daughter would not sleep for a minute. ',
  'If nothing goes wrong, the probe unfolds its panels in about fifty minutes, then turns towards Jupiter and keeps silent ',
  'until mid-April. Its predecessor failed at exactly this point, when a valve froze. ',
].join('');

/** The one body that is published to every server: a command of Pressbox, of which others take what they know. */
export function publishCommand(commandId: string, changeBytes: number): string {
  const chars = changeBytes - OTHER_BYTES;
  const text = PROSE.repeat(Math.ceil(chars / PROSE.length)).slice(0, chars);
  const body = { type: 'doc', content: [{ type: 'paragraph', content: runsOf(text) }] };
  return JSON.stringify({ type: 'publish-entry', commandId, entry: { body } });
}

/** As few as a long text may have. */
function runsOf(text: string): object[] {
  const count = Math.ceil(text.length / MAX_TEXT_RUN_CHARS);
  return Array.from({ length: count }, (_, n) => {
    const from = n * MAX_TEXT_RUN_CHARS;
    return { type: 'text', text: text.slice(from, from + MAX_TEXT_RUN_CHARS) };
  });
}
