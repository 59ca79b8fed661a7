import { readFileSync, writeFileSync } from 'node:fs';
import { thisMachine } from '../bench/machine.ts';

/** A line of the table of results. */
export interface Row {
  readonly name: string;
  readonly fault: string;
  readonly how: string;
  readonly shows: readonly string[];
  readonly result: 'passed' | 'failed' | 'not run';
  readonly figure: string;
  readonly failures: readonly string[];
  readonly tookMs: number;
}

const DOCUMENT = new URL('../docs/reliability.md', import.meta.url);
const BEGIN = '<!-- results: written by npm run faults -->';
const END = '<!-- end of results -->';

/** For a terminal: one line for each fault. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ name, result, tookMs }) => `${name.padEnd(width)}  ${result}  ${Math.round(tookMs / 1_000)} s`)
    .join('\n');
}

/** Puts the table, with machine and date, between the marks in docs/reliability.md. */
export function intoDocument(rows: readonly Row[], { seed }: { readonly seed: number }): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(DOCUMENT, withResults(text, section(rows, seed)));
}

/** Throws where the marks are missing. */
export function withResults(text: string, results: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`docs/reliability.md lacks the marks ${BEGIN} and ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n${results}\n${text.slice(end)}`;
}

function section(rows: readonly Row[], seed: number): string {
  const { cpu, cores, memoryGb, kernel, node } = thisMachine();
  const date = new Date().toISOString().slice(0, 10);
  const tookMs = rows.reduce((sum, row) => sum + row.tookMs, 0);
  const minutes = Math.ceil(tookMs / 60_000);
  return [
    `${date}, \`npm run faults -- --seed ${seed}\`: ${cpu}, ${cores} cores, ${memoryGb} GB, ${kernel}, Node ${node.slice(1)}; ${minutes} minutes.`,
    '',
    '| fault | shows | how | figure | |',
    '|---|---|---|---|---|',
    ...rows.map(markdownRow),
  ].join('\n');
}

function markdownRow({ name, fault, how, shows, figure, failures, result }: Row): string {
  const what = [figure, ...failures].filter(text => text !== '').join('; ');
  const cells = [`${fault} (\`${name}\`)`, shows.join(' '), how, what, result];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
}
