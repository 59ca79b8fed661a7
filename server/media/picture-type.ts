/** The kinds of pictures that are taken. */
export type PictureType = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';

interface Signature {
  readonly type: PictureType;
  /** Where it stands, and what stands there, one character a byte. */
  readonly at: number;
  readonly is: readonly string[];
}

const SIGNATURES: readonly Signature[] = [
  { type: 'jpeg', at: 0, is: ['\xff\xd8\xff'] },
  { type: 'png', at: 0, is: ['\x89PNG\r\n\x1a\n'] },
  { type: 'gif', at: 0, is: ['GIF87a', 'GIF89a'] },
  { type: 'webp', at: 8, is: ['WEBP'] },
  { type: 'avif', at: 4, is: ['ftypavif'] },
];
const LONGEST = 12;

/** What the bytes are, whatever they are called; null for all that is no picture we take, such as SVG, which is a program. */
export function pictureTypeOf(bytes: Buffer): PictureType | null {
  const head = bytes.subarray(0, LONGEST).toString('latin1');
  const found = SIGNATURES.find(({ at, is }) => is.some(text => head.startsWith(text, at)));
  return found?.type === 'webp' && !head.startsWith('RIFF') ? null : (found?.type ?? null);
}
