import { clientTextFrame } from './frames.ts';

/** As much of Engine.IO 4 and Socket.IO 5 as a reader needs: packets are texts, and their first characters say what they are. */
export type Packet = 'open' | 'ping' | 'connected' | 'event' | 'other';

/** Asks for the main namespace: answers `open`. */
export const CONNECT_FRAME = clientTextFrame('40');
/** Answers `ping`. */
export const PONG_PACKET_FRAME = clientTextFrame('3');
/** What stands before the change in an event, and the bracket behind it. */
export const EVENT_AROUND = { before: '42["change",'.length, after: 1 } as const;

const KINDS: ReadonlyMap<number | undefined, Packet> = new Map([
  [code('0'), 'open'],
  [code('2'), 'ping'],
]);
const MESSAGE_KINDS: ReadonlyMap<number | undefined, Packet> = new Map([
  [code('0'), 'connected'],
  [code('2'), 'event'],
]);
const MESSAGE = code('4');

export function packetOf(bytes: Buffer, from: number): Packet {
  const kind = bytes[from] === MESSAGE ? MESSAGE_KINDS.get(bytes[from + 1]) : KINDS.get(bytes[from]);
  return kind ?? 'other';
}

function code(char: string): number {
  return char.charCodeAt(0);
}
