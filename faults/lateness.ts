import type { Evidence } from './checker.ts';

/** For each acknowledged operation and each reader who got it as a change: how long after the answer, in milliseconds. */
export function lateness({ operations, readers }: Pick<Evidence, 'operations' | 'readers'>): number[] {
  return readers.flatMap(({ steps }) => {
    const arrivals = new Map<string, number>();
    for (const step of steps)
      if (step.type === 'change') arrivals.set(`${step.change.epoch} ${step.change.seq}`, step.at);
    return operations.flatMap(({ outcome }) => {
      if (outcome.status !== 'acknowledged') return [];
      const at = arrivals.get(`${outcome.position.epoch} ${outcome.position.seq}`);
      return at === undefined ? [] : [Math.max(0, at - outcome.at)];
    });
  });
}
