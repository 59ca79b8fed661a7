import { FIGURE_LABELS, type FigureName, type Figures } from './figures.ts';
import type { PeerName } from './server-process.ts';
import { median } from './statistics.ts';

/** Every server, measured in the same minutes. */
export type Round = Readonly<Record<PeerName, Figures>>;

/** Medians over the rounds. The ratio to the naive server is taken inside each round, where both had the same noise. */
export interface Comparison {
  readonly pressbox: number;
  readonly naiveWs: number;
  readonly ratio: { readonly median: number; readonly lowest: number; readonly highest: number } | null;
}

export function compare(rounds: readonly Round[]): Record<FigureName, Comparison> {
  const names = Object.keys(FIGURE_LABELS) as FigureName[];
  const compared = names.map(name => [name, compareFigure(rounds, name)] as const);
  return Object.fromEntries(compared) as Record<FigureName, Comparison>;
}

function compareFigure(rounds: readonly Round[], name: FigureName): Comparison {
  const pressbox = rounds.map(round => round.pressbox[name]);
  const naiveWs = rounds.map(round => round['naive-ws'][name]);
  const ratios = rounds.map(round => round.pressbox[name] / round['naive-ws'][name]).filter(Number.isFinite);
  return {
    pressbox: median(pressbox),
    naiveWs: median(naiveWs),
    ratio:
      ratios.length === 0
        ? null
        : { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) },
  };
}
