import type { Comparison } from './comparison.ts';
import { FIGURE_LABELS, type FigureName } from './figures.ts';

const SEPARATOR = '  ';

/** For a terminal: figures as lines, servers as columns. */
export function table(comparisons: Readonly<Record<FigureName, Comparison>>): string {
  const head = ['', 'Pressbox', 'naive ws', 'ratio', 'in the rounds'];
  const lines = Object.entries(FIGURE_LABELS).map(([name, label]) => line(label, comparisons[name as FigureName]));
  return aligned([head, ...lines]);
}

function line(label: string, { pressbox, naiveWs, ratio }: Comparison): string[] {
  const ratios =
    ratio === null ? ['', ''] : [ratio.median.toFixed(2), `${ratio.lowest.toFixed(2)}-${ratio.highest.toFixed(2)}`];
  return [label, figure(pressbox), figure(naiveWs), ...ratios];
}

function figure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value < 1 ? 2 : value < 1_000 ? 1 : 0);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map(row => row.map(cell).join(SEPARATOR).trimEnd()).join('\n');
}
