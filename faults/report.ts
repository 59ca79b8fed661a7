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
  /** The figure line by line, where it has several. */
  readonly lines: readonly (readonly [string, string])[] | null;
  readonly tookMs: number;
}

const DOCUMENT = new URL('../docs/reliability.md', import.meta.url);
const RESULTS = 'results: written by npm run faults';

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
  writeFileSync(DOCUMENT, withResults(text, RESULTS, section(rows, seed)));
}

/** Puts rows of faults that were run by themselves in the places of the old ones. */
export function rowsIntoDocument(rows: readonly Row[]): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(DOCUMENT, withRows(text, rows, today()));
}

/** A fault that has no row yet gets none: it takes a whole run to make the table. */
export function withRows(text: string, rows: readonly Row[], date: string): string {
  return text
    .split('\n')
    .map(line => {
      const row = rows.find(({ name }) => line.startsWith('| ') && line.includes(` (\`${name}\`) |`));
      return row === undefined ? line : markdownRow(row, `${row.result}, by itself, ${date}`);
    })
    .join('\n');
}

/** Puts what a scenario told line by line between marks of its own. */
export function linesIntoDocument({ name, result, lines, failures }: Row, { seed }: { readonly seed: number }): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const told = [
    `${heading(`npm run faults -- ${name} --seed ${seed}`)}: ${result}.`,
    ...['', '| | |', '|---|---|'],
    ...(lines ?? []).map(cells => `| ${cells.map(cell).join(' | ')} |`),
    ...failures.map(failure => `| failed | ${cell(failure)} |`),
  ];
  writeFileSync(DOCUMENT, withResults(text, `${name}: written by npm run faults -- ${name}`, told.join('\n')));
}

/** Throws where the marks are missing. */
export function withResults(text: string, mark: string, results: string): string {
  const [beginMark, endMark] = [`<!-- ${mark} -->`, '<!-- end of results -->'];
  const begin = text.indexOf(beginMark);
  const end = text.indexOf(endMark, begin);
  if (begin === -1 || end === -1) throw new Error(`docs/reliability.md lacks the marks ${beginMark} and ${endMark}`);
  return `${text.slice(0, begin + beginMark.length)}\n${results}\n${text.slice(end)}`;
}

function section(rows: readonly Row[], seed: number): string {
  const tookMs = rows.reduce((sum, row) => sum + row.tookMs, 0);
  const minutes = Math.ceil(tookMs / 60_000);
  return [
    `${heading(`npm run faults -- --seed ${seed}`)}; ${minutes} minutes.`,
    '',
    '| fault | shows | how | figure | |',
    '|---|---|---|---|---|',
    ...rows.map(row => markdownRow(row, row.result)),
  ].join('\n');
}

function markdownRow({ name, fault, how, shows, figure, failures }: Row, result: string): string {
  const what = [figure, ...failures].filter(text => text !== '').join('; ');
  const cells = [`${fault} (\`${name}\`)`, shows.join(' '), how, what, result];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}

/** When, by which command and on what it was measured. */
function heading(command: string): string {
  const { cpu, cores, memoryGb, kernel, node } = thisMachine();
  return `${today()}, \`${command}\`: ${cpu}, ${cores} cores, ${memoryGb} GB, ${kernel}, Node ${node.slice(1)}`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
