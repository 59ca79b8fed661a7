import type { Faults } from './load/sequence.ts';
import type { Times } from './summary.ts';

/** What one server showed in one round. */
export interface Figures extends Times, Faults {
  readonly deliveryCpuUs: number;
  readonly deliveryUserUs: number;
  /** Of a publish that nobody reads: what each change costs besides its deliveries. */
  readonly publishCpuUs: number;
  readonly saturatedPerSecond: number;
  readonly saturatedCpuUs: number;
  readonly saturatedP99Ms: number;
  /** How busy the load client's core was: near 1, the client held the server back. */
  readonly loadBusy: number;
  readonly readerResidentKb: number;
  readonly readerHeapKb: number;
  readonly connectCpuUs: number;
  readonly resumeCpuUs: number;
  readonly allBackMs: number;
}

export type FigureName = keyof Figures;

/** The lines of the table, in its order. */
export const FIGURE_LABELS: Readonly<Record<FigureName, string>> = {
  deliveryCpuUs: 'one at a time: server CPU a delivery, µs',
  deliveryUserUs: '  its user-space part, µs',
  lastReaderMs: '  last reader has it, ms',
  readerP50Ms: '  publish to reader p50, ms',
  readerP99Ms: '  publish to reader p99, ms',
  firstReaderP50Ms: '  publish to first reader p50, ms',
  firstReaderP99Ms: '  publish to first reader p99, ms',
  answeredP50Ms: '  publish to its answer p50, ms',
  publishCpuUs: 'a publish that nobody reads: server CPU, µs',
  saturatedPerSecond: 'four in flight: deliveries a second',
  saturatedCpuUs: '  server CPU a delivery, µs',
  saturatedP99Ms: '  publish to reader p99, ms',
  loadBusy: '  load client busy (1: it is the limit)',
  readerResidentKb: 'an idle reader: resident memory, KB',
  readerHeapKb: '  of that JavaScript heap, KB',
  connectCpuUs: 'a connection: server CPU, µs',
  resumeCpuUs: 'a resume with 5 missed: server CPU, µs',
  allBackMs: '  all readers back, ms',
  missing: 'changes that a reader never got',
  duplicates: 'changes that a reader got twice',
  outOfOrder: 'changes that came out of order',
};
