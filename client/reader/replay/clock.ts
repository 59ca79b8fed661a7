/** A moment as the player names it, to the second: "14:05:30". */
export function clockIn(language: string, timeZone: string): (at: number) => string {
  const steady = { calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' } as const;
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const format = formatOr(() => new Intl.DateTimeFormat(language, { ...steady, ...parts, timeZone }));
  return at => format.format(at);
}

/** An old browser may not know the zone or the language. */
function formatOr(make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  try {
    return make();
  } catch {
    return new Intl.DateTimeFormat('en', { timeStyle: 'medium', timeZone: 'UTC', hourCycle: 'h23' });
  }
}

const SECOND_MS = 1_000;
const NICE_SECONDS = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600];
/** From one end of the slider to the other by arrow keys. */
const MAX_STEPS = 400;

/** How far one step of the slider goes, in milliseconds. */
export function stepFor(spanMs: number): number {
  const seconds = NICE_SECONDS.find(step => spanMs / (step * SECOND_MS) <= MAX_STEPS) ?? 3_600 * 6;
  return seconds * SECOND_MS;
}
