import { spawnSync } from 'node:child_process';
import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What figures were measured on; nothing that tells whose machine it was. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  readonly dataOnDisk: boolean;
}

/** The cores that the two busy processes keep to. */
export interface Cores {
  readonly server: number;
  readonly load: number;
}

const TMPFS = 0x01021994;
const BYTES_PER_GB = 1024 ** 3;

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / BYTES_PER_GB),
    kernel: `${type()} ${release().split('-', 1)[0]}`,
    node: process.version,
    dataOnDisk: statfsSync(new URL('.', import.meta.url)).type !== TMPFS,
  };
}

/** Two cores that this process may use, where `taskset` can pin to them; null where nothing can be pinned. */
export function coresToPin(): Cores | null {
  if (spawnSync('taskset', ['-V']).status !== 0) return null;
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const [server, load] = list.split(',').flatMap(numbersOf);
  return server === undefined || load === undefined ? null : { server, load };
}

/** `4` or `0-3`. */
function numbersOf(range: string): number[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
