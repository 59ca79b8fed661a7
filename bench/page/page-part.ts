import type { Figures } from '../comparison.ts';
import type { Columns } from '../part.ts';
import type { Site } from './site.ts';

/** One question about the reader's page, answered by measuring contenders in turn, round after round. */
export interface PagePart<Contender extends string = string, Figure extends string = string>
  extends Columns<Contender, Figure> {
  readonly title: string;
  /** How many rounds it takes where so many runs of Lighthouse were asked for. */
  rounds(asked: number): number;
  /** One contender, in a fresh browser. */
  measure(contender: Contender, site: Site): Promise<Sample<Figure>>;
}

interface Sample<Figure extends string = string> {
  readonly figures: Figures & Readonly<Record<Figure, number>>;
  /** What is to be said besides the figures; what is said in several rounds is told once. */
  readonly notes?: readonly string[];
}
