import { constants, deflateRawSync } from 'node:zlib';

/**
 * What readers take: text frames of RFC 6455 as they are, the same deflated (RFC 7692) by those who negotiated it, or the events of
 * a text/event-stream.
 */
export type Form = 'socket' | 'deflated' | 'events';

/** Something to send, as bytes in each form. */
export interface Frame {
  bytes(form: Form): Buffer;
}

/** A change ready to be sent. */
export interface PlacedFrame extends Frame {
  readonly seq: number;
}

const TEXT_FINAL = 0x81;
/** RSV1 says that the payload is deflated. */
const DEFLATED_FINAL = 0xc1;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** Below this, the deflated form saves no packet. */
const MIN_DEFLATED_BYTES = 256;
/** An empty stored block ends what was flushed; the reader adds it again (RFC 7692, 7.2.1). */
const FLUSH_TAIL_BYTES = 4;

/** One message: made into bytes once in each form that somebody wants, the same bytes for all of them. */
export class TextFrame implements Frame {
  readonly #text: string;
  /** Where a reader of events goes on from when it comes back (`Last-Event-ID`). */
  readonly #eventId: string | null;
  #socket: Buffer | null = null;
  #deflated: Buffer | null = null;
  #events: Buffer | null = null;

  constructor(text: string, eventId: string | null = null) {
    this.#text = text;
    this.#eventId = eventId;
  }

  bytes(form: Form): Buffer {
    switch (form) {
      case 'socket':
        this.#socket ??= textFrame(this.#text);
        return this.#socket;
      case 'deflated':
        this.#deflated ??= this.#deflate();
        return this.#deflated;
      case 'events':
        this.#events ??= Buffer.from(
          `${this.#eventId === null ? '' : `id: ${this.#eventId}\n`}data: ${this.#text}\n\n`,
        );
        return this.#events;
      default:
        return form satisfies never;
    }
  }

  #deflate(): Buffer {
    const plain = this.bytes('socket');
    if (plain.length < MIN_DEFLATED_BYTES) return plain;
    const flushed = deflateRawSync(this.#text, { finishFlush: constants.Z_SYNC_FLUSH });
    return framed(flushed.subarray(0, -FLUSH_TAIL_BYTES), DEFLATED_FINAL);
  }
}

/** Several frames that leave in one write. */
export class Burst<Part extends Frame = Frame> implements Frame {
  readonly parts: readonly Part[];
  readonly #joined = new Map<Form, Buffer>();

  constructor(parts: readonly Part[]) {
    this.parts = parts;
  }

  bytes(form: Form): Buffer {
    const [first] = this.parts;
    if (first !== undefined && this.parts.length === 1) return first.bytes(form);
    const known = this.#joined.get(form);
    if (known !== undefined) return known;
    const joined = Buffer.concat(this.parts.map(part => part.bytes(form)));
    this.#joined.set(form, joined);
    return joined;
  }
}

const PING_BYTES = Buffer.from([0x89, 0x00]);
const COMMENT_BYTES = Buffer.from(':\n\n');

/** What a silent peer has to answer. Readers of events cannot: they get a comment, which keeps proxies from taking the stream for dead. */
export const PING_FRAME: Frame = { bytes: form => (form === 'events' ? COMMENT_BYTES : PING_BYTES) };

/** One unmasked text frame as it goes over the wire (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  return framed(Buffer.from(text), TEXT_FINAL);
}

function framed(payload: Buffer, firstByte: number): Buffer {
  const { length } = payload;
  const headerBytes = length < LENGTH_16 ? 2 : length < 0x1_0000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = firstByte;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, headerBytes);
  return frame;
}
