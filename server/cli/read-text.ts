import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

const LINE_FEED = 0x0a;

/** The text of a file, or of standard input for `-`: UTF-8, or UTF-16 where its byte-order mark says so. */
export async function readText(file: string, terminal: Terminal): Promise<string> {
  const bytes = await terminal.read(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('usage', `${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`);
  });
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('refused', 'this is not UTF-8; save the text as UTF-8 and try again', firstBadLine(bytes));
  }
}

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, next))) return line;
    start = next;
  }
  return line;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== undefined;
  } catch {
    return false;
  }
}
