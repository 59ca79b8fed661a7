import { loadavg } from 'node:os';
import { compare, type Figures, type Round } from './comparison.ts';
import { roomForReaders } from './descriptors.ts';
import type { Cores } from './machine.ts';
import { FAULT_LINES, NotMeasurable, type Part } from './part.ts';
import type { Measured, PartResult } from './result.ts';
import { table } from './table.ts';

interface Asked {
  readonly readers: number;
  readonly rounds: number;
  readonly cores: Cores | null;
}

interface Outcome {
  readonly result: PartResult;
  /** It failed, or a reader did not get what was promised. */
  readonly isBroken: boolean;
}

/** Measures a part and prints its table. What fails here leaves the other parts alone. */
export async function runPart(name: string, part: Part, asked: Asked): Promise<Outcome> {
  try {
    const result = await measured(name, part, asked);
    const rounds = asked.rounds === 1 ? '1 round' : `medians of ${asked.rounds} rounds`;
    const corner = `${result.readers.toLocaleString('en')} readers`;
    console.log(`\n**${name}**: ${part.title}; ${rounds}\n\n${table(part, result.figures, corner)}\n`);
    const isBroken = hasFaults(part, result.rounds);
    if (isBroken) console.error(`${name}: Pressbox lost, repeated or reordered changes.`);
    return { result, isBroken };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`\n**${name}**: not measured: ${reason}\n`);
    return { result: { notMeasured: reason }, isBroken: !(error instanceof NotMeasurable) };
  }
}

async function measured(name: string, part: Part, asked: Asked): Promise<Measured> {
  const readers = part.readers(asked.readers);
  if (readers > roomForReaders())
    throw new NotMeasurable(`one process may have ${roomForReaders()} readers here, not ${readers} (see ulimit -n)`);
  const [before = 0] = loadavg();
  const beganMs = performance.now();
  const contenders = Object.keys(part.contenders);
  const rounds: Round[] = [];
  for (let n = 1; n <= asked.rounds; n++) {
    console.error(`${name}: round ${n} of ${asked.rounds}`);
    const figures: Record<string, Figures> = {};
    // The other way round next time, so that none is always the first.
    for (const contender of n % 2 === 1 ? contenders : contenders.toReversed())
      figures[contender] = await part.measure(contender, { readers, cores: asked.cores });
    rounds.push(figures);
  }
  const tookS = (performance.now() - beganMs) / 1_000;
  const [after = 0] = loadavg();
  return { readers, tookS, loadAverage: { before, after }, figures: compare(part, rounds), rounds };
}

function hasFaults({ contenders }: Part, rounds: readonly Round[]): boolean {
  const [judged = ''] = Object.keys(contenders);
  return rounds.some(round => Object.keys(FAULT_LINES).some(fault => (round[judged]?.[fault] ?? 0) > 0));
}
