/** Where nothing tells that something was painted, as in a tab that was left before, the page comes to life all the same. */
const LONGEST_WAIT_MS = 1_000;
/** Of client/ui/tokens.css, whatever their weight, under the class that has them used. */
const FONTS = [
  ['serif', '1em "Source Serif 4 Variable"'],
  ['sans', '1em "Inter Variable"'],
] as const;

/**
 * Resolves once there is something to read. What comes to a first visit before that, such as the program, would share a slow network
 * with it. At once where that makes no sense: in a tab that nobody sees, and for who was here before and has it all.
 */
export async function firstPaint(): Promise<void> {
  if (!document.hidden && isFirstVisit()) await painted();
}

/**
 * Each has the page laid out anew where it is used, so each whole and in a turn of its own. The title tells which scripts they are
 * for; whatever else text wants from then on (first-paint.css) comes when it is met.
 */
export async function showFonts(): Promise<void> {
  const loads = FONTS.map(([, font]) => document.fonts.load(font, document.title).catch(() => {}));
  for (const [at, [name]] of FONTS.entries()) {
    await loads[at];
    document.documentElement.classList.add(name);
    await new Promise(requestAnimationFrame);
  }
}

export function isFirstVisit(): boolean {
  const [own] = performance.getEntriesByName(import.meta.url) as PerformanceResourceTiming[];
  return own !== undefined && own.transferSize > 0;
}

function painted(): Promise<unknown> {
  return new Promise(resolve => {
    new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
}
