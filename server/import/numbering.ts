import type { ListedEntry } from './entries.ts';

/**
 * Entries in the order of publication, with numbers that only grow: newest first is turned round, a number that is not higher than
 * the one before it becomes the next. Skipped numbers stay skipped.
 */
export function inOrder(listed: readonly ListedEntry[]): {
  readonly entries: readonly ListedEntry[];
  readonly assumptions: readonly string[];
} {
  const assumptions: string[] = [];
  const isNewestFirst = listed.length > 1 && listed.every((entry, place) => isBelow(entry, listed[place - 1]));
  if (isNewestFirst)
    assumptions.push('The entries are listed newest first; they are published from the lowest number up.');
  const entries: ListedEntry[] = [];
  const changed: string[] = [];
  for (const entry of isNewestFirst ? listed.toReversed() : listed) {
    const number = Math.max(entry.number, (entries.at(-1)?.number ?? 0) + 1);
    if (number !== entry.number) changed.push(`${entry.number} (line ${entry.line}) became ${number}`);
    entries.push({ ...entry, number });
  }
  if (changed.length > 0) assumptions.push(`Numbers only grow, so these changed: ${shortened(changed)}.`);
  const skipped = entries.filter((entry, place) => entry.number > (entries[place - 1]?.number ?? 0) + 1);
  if (skipped.length > 0)
    assumptions.push(
      `Numbers are skipped before ${shortened(skipped.map(entry => String(entry.number)))}; they were kept.`,
    );
  return { entries, assumptions };
}

const MAX_NAMED = 12;

function shortened(items: readonly string[]): string {
  const named = items.slice(0, MAX_NAMED).join(', ');
  return items.length > MAX_NAMED ? `${named} and ${items.length - MAX_NAMED} more` : named;
}

function isBelow(entry: ListedEntry, above: ListedEntry | undefined): boolean {
  return above === undefined || entry.number < above.number;
}
