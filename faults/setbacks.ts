import type { Coverage } from './coverage.ts';

/** What editors were told, or not told, before a request was acknowledged; how often each. */
export function setbacksOf({ editors }: Pick<Coverage, 'editors'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [what, count] of editors.flatMap(({ setbacks }) => [...setbacks]))
    counts.set(what, (counts.get(what) ?? 0) + count);
  return counts;
}

export function describeSetbacks(setbacks: ReadonlyMap<string, number>): string {
  if (setbacks.size === 0) return 'no request was refused or unanswered';
  return `repeated after ${[...setbacks].map(([what, count]) => `${what} (${count})`).join(', ')}`;
}
