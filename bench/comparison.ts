import type { Columns } from './part.ts';
import { median } from './statistics.ts';

/** One figure after the other, by its name. */
export type Figures = Readonly<Record<string, number>>;

/** Every contender, measured in the same minutes. */
export type Round = Readonly<Record<string, Figures>>;

export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** One figure. What compares is taken inside each round, where all contenders had the same noise. */
export interface Comparison {
  /** Over the rounds, by contender. */
  readonly medians: Figures;
  /** The judged contender's figure over each other's, and less each other's; null where there is no such number. */
  readonly ratios: Readonly<Record<string, Spread | null>>;
  readonly differences: Readonly<Record<string, Spread | null>>;
}

export function compare({ contenders, against, lines }: Columns, rounds: readonly Round[]): Record<string, Comparison> {
  const [judged = '', ...rest] = Object.keys(contenders);
  const others = against ?? rest;
  const figureOf = (round: Round, contender: string, figure: string) => round[contender]?.[figure] ?? Number.NaN;
  const comparisonOf = (figure: string): Comparison => {
    const compared = (combine: (one: number, other: number) => number) =>
      Object.fromEntries(
        others.map(other => [
          other,
          spread(rounds.map(round => combine(figureOf(round, judged, figure), figureOf(round, other, figure)))),
        ]),
      );
    return {
      medians: Object.fromEntries(
        [judged, ...rest].map(name => [name, middle(rounds.map(round => figureOf(round, name, figure)))]),
      ),
      ratios: compared((one, other) => one / other),
      differences: compared((one, other) => one - other),
    };
  };
  return Object.fromEntries(Object.keys(lines).map(figure => [figure, comparisonOf(figure)]));
}

function spread(values: readonly number[]): Spread | null {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return null;
  return { median: median(finite), lowest: Math.min(...finite), highest: Math.max(...finite) };
}

function middle(values: readonly number[]): number {
  return spread(values)?.median ?? Number.NaN;
}
