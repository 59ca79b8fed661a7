import { constants, inflateRawSync } from 'node:zlib';

/** What a sender leaves away from the end of each deflated message (RFC 7692, 7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const KEPT = 16;

/** Deflated messages as text. Readers get the same bytes, so each text is inflated once and found again by comparing bytes. */
export class Inflated {
  /** Newest first. */
  #recent: readonly { readonly deflated: Buffer; readonly text: Buffer }[] = [];

  textOf(bytes: Buffer, from: number, to: number): Buffer {
    for (const { deflated, text } of this.#recent)
      if (deflated.length === to - from && bytes.compare(deflated, 0, deflated.length, from, to) === 0) return text;
    const deflated = Buffer.from(bytes.subarray(from, to));
    const text = inflateRawSync(Buffer.concat([deflated, TAIL]), { finishFlush: constants.Z_SYNC_FLUSH });
    this.#recent = [{ deflated, text }, ...this.#recent].slice(0, KEPT);
    return text;
  }
}
