/** Fewer are not told: nobody should feel watched, nor an article look deserted. */
const FEWEST_TOLD = 10;

/** How many readers are told of: tens, from a hundred on two digits, rounded down. Undefined where it is nobody's business. */
export function toldReaders(count: number): number | undefined {
  if (count < FEWEST_TOLD) return undefined;
  const step = 10 ** Math.max(1, String(count).length - 2);
  return Math.floor(count / step) * step;
}
