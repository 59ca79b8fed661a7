const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/** Full jitter: readers who lost their links in the same moment come back spread out. `failures`: how many came before this one. */
export function backOffMs(failures: number, random: () => number): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
}
