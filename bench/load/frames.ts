export const OPCODE = { text: 1, close: 8, ping: 9 } as const;

/** Masked with zeros, as a client has to: the answer to a ping without a payload. */
export const PONG_FRAME = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

const LENGTH_16 = 126;
const LENGTH_64 = 127;

type Visit = (opcode: number, bytes: Buffer, from: number, to: number) => void;

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
    visit((bytes[at] ?? 0) & 0x0f, bytes, from, to);
    at = to;
  }
  return at;
}

function payloadBytes(bytes: Buffer, at: number, length: number): number {
  if (length === LENGTH_16) return bytes.readUInt16BE(at + 2);
  if (length === LENGTH_64) return Number(bytes.readBigUInt64BE(at + 2));
  return length;
}

const MARK = Buffer.from('"seq":');
const TYPE_AT = '{"type":"'.length;
const LETTER_E = 'e'.charCodeAt(0);
const DIGIT_0 = '0'.charCodeAt(0);

/** The `seq` of an `entry-…` message, without parsing the rest; null for other messages. It stands near the end, so the search begins there. */
export function seqOf(bytes: Buffer, from: number, to: number): number | null {
  if (bytes[from + TYPE_AT] !== LETTER_E) return null;
  const mark = bytes.lastIndexOf(MARK, to - MARK.length);
  if (mark < from) return null;
  let seq = 0;
  for (let at = mark + MARK.length; at < to; at++) {
    const digit = (bytes[at] ?? 0) - DIGIT_0;
    if (digit < 0 || digit > 9) break;
    seq = seq * 10 + digit;
  }
  return seq;
}
