import type { WebSocket } from 'ws';

const TEXT_FINAL = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** One unmasked text frame as it goes over the wire (RFC 6455, 5.2): made once, the same bytes for every reader. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerBytes = length < LENGTH_16 ? 2 : length < 0x1_0000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = TEXT_FINAL;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerBytes, 'utf8');
  return frame;
}

/** A ping without a payload: what a silent peer has to answer. */
export const PING_FRAME = Buffer.from([0x89, 0x00]);

interface RawSocket {
  readonly writableLength: number;
  write(bytes: Buffer): boolean;
  resetAndDestroy(): void;
  cork(): void;
  uncork(): void;
}

/** The TCP socket below a `ws` socket. Not documented API, but the one cheap way to send the same bytes to all; kept in this file. */
export function rawSocket(socket: WebSocket): RawSocket | null {
  return (socket as unknown as { readonly _socket?: RawSocket | null })._socket ?? null;
}
