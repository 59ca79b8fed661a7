export const OPCODE = { text: 1, close: 8, ping: 9 } as const;

/** Masked with zeros, as a client has to: the answer to a ping without a payload. */
export const PONG_FRAME = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** RSV1: the message is deflated (RFC 7692). */
const DEFLATED = 0x40;

/** A short text of a client, masked with zeros. */
export function clientTextFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

interface Message {
  readonly opcode: number;
  readonly isDeflated: boolean;
}

type Visit = (message: Message, bytes: Buffer, from: number, to: number) => void;

/** Shows each whole frame of a server in `bytes` up to `end`; answers where the first one that is not whole begins. */
export function visitFrames(bytes: Buffer, end: number, visit: Visit): number {
  let at = 0;
  while (at + 2 <= end) {
    const length = (bytes[at + 1] ?? 0) & 0x7f;
    const headerBytes = length === LENGTH_16 ? 4 : length === LENGTH_64 ? 10 : 2;
    if (at + headerBytes > end) break;
    const from = at + headerBytes;
    const to = from + payloadBytes(bytes, at, length);
    if (to > end) break;
    const first = bytes[at] ?? 0;
    visit({ opcode: first & 0x0f, isDeflated: (first & DEFLATED) !== 0 }, bytes, from, to);
    at = to;
  }
  return at;
}

function payloadBytes(bytes: Buffer, at: number, length: number): number {
  if (length === LENGTH_16) return bytes.readUInt16BE(at + 2);
  if (length === LENGTH_64) return Number(bytes.readBigUInt64BE(at + 2));
  return length;
}
