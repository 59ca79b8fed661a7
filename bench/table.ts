import type { Comparison, Spread } from './comparison.ts';
import type { Columns, Line } from './part.ts';

const WHOLE_FROM = 1_000;
/** What is less would look like nothing. */
const TWO_PLACES_FROM = 0.005;

/** As Markdown that reads well in a terminal too: figures as lines, contenders as columns. */
export function table(
  { contenders, against, lines }: Columns,
  comparisons: Readonly<Record<string, Comparison>>,
  corner: string,
): string {
  const names = Object.keys(contenders);
  const others = against ?? names.slice(1);
  const head = [corner, ...Object.values(contenders), ...others.map(name => `to ${contenders[name]}`), 'goal'];
  const rows = Object.entries(lines).map(([figure, line]) => {
    const comparison = comparisons[figure];
    const medians = names.map(name => formatted(comparison?.medians[name] ?? Number.NaN));
    return [line.label, ...medians, ...others.map(name => compared(line, comparison, name)), line.goal ?? ''];
  });
  return markdown([head, ...rows]);
}

function compared(line: Line, comparison: Comparison | undefined, other: string): string {
  if (line.compared === 'not') return '';
  if (line.compared === 'difference') return range(comparison?.differences[other], signed);
  return range(comparison?.ratios[other], value => value.toFixed(2));
}

function range(spread: Spread | null | undefined, written: (value: number) => string): string {
  if (spread === null || spread === undefined) return '';
  const [middle, lowest, highest] = [spread.median, spread.lowest, spread.highest].map(written);
  return lowest === highest ? `${middle}` : `${middle} (${lowest} to ${highest})`;
}

function signed(value: number): string {
  return value > 0 ? `+${formatted(value)}` : formatted(value);
}

function formatted(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Math.abs(value) >= WHOLE_FROM) return Math.round(value).toLocaleString('en');
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) < TWO_PLACES_FROM) return value.toPrecision(2);
  return value.toFixed(Math.abs(value) < 1 ? 2 : 1);
}

/** The first column and the last one, which are words, to the left. */
function markdown(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const isWords = (column: number) => column === 0 || column === columns - 1;
  const cell = (text: string, column: number) =>
    isWords(column) ? ` ${text.padEnd(widths[column] ?? 0)} ` : ` ${text.padStart(widths[column] ?? 0)} `;
  const rule = (width: number, column: number) => `${'-'.repeat(width + 1)}${isWords(column) ? '-' : ':'}`;
  const [head = [], ...body] = rows.map(row => `|${row.map(cell).join('|')}|`);
  return [head, `|${widths.map(rule).join('|')}|`, ...body].join('\n');
}
