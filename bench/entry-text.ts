/** How long a change is on the wire where nothing else is asked for. */
export const CHANGE_BYTES = 1_024;
/** What Pressbox says about an entry besides its text. */
const OTHER_BYTES = 445;
const SENTENCE = 'The second stage has separated and its engine burns as planned, says the flight director. ';

/** The one body that is published to every server: a command of Pressbox, of which others take what they know. */
export function publishCommand(commandId: string, changeBytes: number): string {
  const chars = changeBytes - OTHER_BYTES;
  const text = SENTENCE.repeat(Math.ceil(chars / SENTENCE.length)).slice(0, chars);
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
  return JSON.stringify({ type: 'publish-entry', commandId, entry: { body } });
}
