const MARK = Buffer.from('"seq":');
const TYPE_AT = '{"type":"'.length;
const LETTER_E = 'e'.charCodeAt(0);
const LETTER_R = 'r'.charCodeAt(0);
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

/** Where a `reset` starts over from; null for other messages. */
export function resetTo(bytes: Buffer, from: number, to: number): number | null {
  if (bytes[from + TYPE_AT] !== LETTER_R) return null;
  const { snapshot } = JSON.parse(bytes.toString('utf8', from, to)) as { snapshot: { position: { seq: number } } };
  return snapshot.position.seq;
}
