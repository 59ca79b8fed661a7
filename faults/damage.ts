import { closeSync, openSync, readFileSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';

const PAGE_BYTES = 4_096;
const FLIPPED_BYTES = 48;

/** Flips bytes in a file, as a failing disk does. */
export function flip(file: string, at: number, length = FLIPPED_BYTES): void {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, 'r+');
  try {
    const read = readSync(descriptor, bytes, 0, length, at);
    for (let n = 0; n < read; n++) bytes[n] = ~(bytes[n] ?? 0);
    writeSync(descriptor, bytes, 0, read, at);
  } finally {
    closeSync(descriptor);
  }
}

/** What the first byte of a page of SQLite's trees is; other pages hold nothing but the rest of long texts. */
const TREE_PAGES = [0x02, 0x05, 0x0a, 0x0d];

/** Where the pages of trees begin, but for the first one. */
export function treePagesOf(file: string): number[] {
  const bytes = readFileSync(file);
  const starts = Array.from({ length: pagesOf(file) }, (_, page) => page * PAGE_BYTES);
  return starts.slice(1).filter(at => TREE_PAGES.includes(bytes[at] ?? 0));
}

export function pagesOf(file: string): number {
  return Math.floor(statSync(file).size / PAGE_BYTES);
}

/** Leaves the first part of the file only. */
export function cutShort(file: string, pages: number): void {
  truncateSync(file, pages * PAGE_BYTES);
}
