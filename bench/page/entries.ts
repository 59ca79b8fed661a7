import { randomUUID } from 'node:crypto';
import { publishCommand } from '../entry-text.ts';

/** What an entry is on the wire: from two sentences to a few paragraphs' worth, as coverage has them. */
const BYTES = [700, 1_000, 1_900, 820, 1_300, 620, 2_600];
/** One in so many is among the key events. */
const KEY_EVENT_EVERY = 25;

/** A command that publishes an entry; the n-th is always as long as it was. */
export function entryCommand(n: number): string {
  const command = JSON.parse(publishCommand(randomUUID(), BYTES[n % BYTES.length] ?? 1_000));
  const isKeyEvent = n % KEY_EVENT_EVERY === 0;
  return JSON.stringify({
    ...command,
    entry: { ...command.entry, ...(isKeyEvent && { headline: `The mission is at stage ${n}`, keyEvent: true }) },
  });
}
