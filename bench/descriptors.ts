import { spawnSync } from 'node:child_process';

/** Of both busy processes: files, the connections of publishers and probes, the channel to the bench. */
const KEPT_FOR_OTHERS = 500;

/** How many readers one process can have here. Node raises its own soft limit to the hard one, and children inherit it. */
export function roomForReaders(): number {
  const { status, stdout } = spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' });
  const limit = status === 0 ? Number(stdout.trim()) : Number.NaN;
  return Number.isFinite(limit) ? limit - KEPT_FOR_OTHERS : Number.POSITIVE_INFINITY;
}
