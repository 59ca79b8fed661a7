import { spawnSync } from 'node:child_process';

/** The commit that is measured, `+` where files differ from it; null outside of a checkout. */
export function thisCommit(): string | null {
  const cwd = new URL('..', import.meta.url);
  const git = (...args: string[]) => spawnSync('git', args, { cwd, encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--short', 'HEAD');
  if (status !== 0) return null;
  const isChanged = git('status', '--porcelain', '--', 'server', 'shared', 'bench').stdout !== '';
  return `${stdout.trim()}${isChanged ? '+' : ''}`;
}
