/** The numbers of a timeline, from the top. */
export function numbersDown(newest: number, oldest = 1): number[] {
  return Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);
}
