/** Makes a change of Pressbox 1,024 bytes long on the wire. */
const TEXT_CHARS = 553;
const SENTENCE = 'The second stage has separated and its engine burns as planned, says the flight director. ';

/** The one body that is published to every server: a command of Pressbox, of which others take what they know. */
export function publishCommand(commandId: string): string {
  const text = SENTENCE.repeat(Math.ceil(TEXT_CHARS / SENTENCE.length)).slice(0, TEXT_CHARS);
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
  return JSON.stringify({ type: 'publish-entry', commandId, entry: { body } });
}
