/** WebSocket's opcode of a text frame (RFC 6455). */
export const TEXT = 1;

const OPCODE_BITS = 0x0f;
const LENGTH_BITS = 0x7f;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** A server's frame that begins at `at`: where it ends and what it is; null where it is not whole yet. */
export function frameAt(bytes: Buffer, at: number): { readonly opcode: number; readonly end: number } | null {
  if (at + 2 > bytes.length) return null;
  const length = bytes.readUInt8(at + 1) & LENGTH_BITS;
  const headerBytes = length === LENGTH_16 ? 4 : length === LENGTH_64 ? 10 : 2;
  if (at + headerBytes > bytes.length) return null;
  const end = at + headerBytes + payloadBytes(bytes, at, length);
  return end > bytes.length ? null : { opcode: bytes.readUInt8(at) & OPCODE_BITS, end };
}

function payloadBytes(bytes: Buffer, at: number, length: number): number {
  if (length === LENGTH_16) return bytes.readUInt16BE(at + 2);
  return length === LENGTH_64 ? Number(bytes.readBigUInt64BE(at + 2)) : length;
}
