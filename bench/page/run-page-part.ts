import { loadavg } from 'node:os';
import { compare, type Figures, type Round } from '../comparison.ts';
import { table } from '../table.ts';
import type { PagePart } from './page-part.ts';
import type { PagePartResult } from './result.ts';
import type { Site } from './site.ts';

interface Asked {
  readonly site: Site;
  readonly runs: number;
}

/** Measures a part and prints its table, ready to be pasted. What fails here leaves the other parts alone. */
export async function runPagePart(name: string, part: PagePart, asked: Asked): Promise<PagePartResult> {
  try {
    const [before = 0] = loadavg();
    const { rounds, notes } = await measured(name, part, asked);
    const [after = 0] = loadavg();
    const figures = compare(part, rounds);
    const how = rounds.length === 1 ? '1 round' : `medians of ${rounds.length} rounds`;
    console.log(`\n**${name}**: ${part.title}; ${how}\n\n${table(part, figures, "the reader's page")}\n`);
    for (const note of notes) console.log(`- ${note}`);
    return { loadAverage: { before, after }, figures, rounds, notes };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`\n**${name}**: not measured: ${reason}\n`);
    return { notMeasured: reason };
  }
}

async function measured(name: string, part: PagePart, { site, runs }: Asked) {
  const rounds: Round[] = [];
  const said: string[] = [];
  const count = part.rounds(runs);
  const contenders = Object.keys(part.contenders);
  for (let n = 1; n <= count; n++) {
    console.error(`${name}: round ${n} of ${count}`);
    const round: Record<string, Figures> = {};
    // The other way round next time, so that none is always the first.
    for (const contender of n % 2 === 1 ? contenders : contenders.toReversed()) {
      const { figures, notes = [] } = await part.measure(contender, site);
      round[contender] = figures;
      said.push(...notes.map(note => `${part.contenders[contender]}: ${note}`));
    }
    rounds.push(round);
  }
  return { rounds, notes: counted(said, count) };
}

/** Each note once, with the number of rounds that it was true of. */
function counted(said: readonly string[], rounds: number): string[] {
  const times = new Map<string, number>();
  for (const note of said) times.set(note, (times.get(note) ?? 0) + 1);
  return [...times].map(([note, count]) => `${note}, in ${count} of ${rounds}`).sort();
}
