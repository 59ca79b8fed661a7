import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { NO_STRACE } from '#server/test-bench/not-run.ts';

/** Where `strace` cannot be used here, why not. */
export function straceMissing(): string | null {
  return spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0 ? null : NO_STRACE;
}

export interface Tracing extends AsyncDisposable {
  /** Lets go of the process, which goes on. */
  detach(): Promise<void>;
}

const SETTLE_MS = 20;

/** Looks at or meddles with a running process by strace. `args` are strace's, such as `-e inject=fdatasync:error=EIO`. */
export async function trace(pid: number, args: readonly string[]): Promise<Tracing> {
  const tracer = spawn('strace', ['-f', '-p', String(pid), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(tracer, 'exit');
  await attached(tracer);
  const detach = async () => {
    if (tracer.exitCode === null && tracer.signalCode === null) tracer.kill('SIGINT');
    await exited;
  };
  return { detach, [Symbol.asyncDispose]: detach };
}

async function attached(tracer: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of tracer.stderr ?? []) {
    said += String(chunk);
    if (/Process \d+ attached/.test(said)) break;
  }
  if (!said.includes('attached')) throw new Error(`strace: ${said}`);
  await pause(SETTLE_MS);
}

/** How often one thread called each system call, from a trace written with `-o`. */
export function callsOf(file: string, thread: number): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, by, name] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (name !== undefined && Number(by) === thread) calls.set(name, (calls.get(name) ?? 0) + 1);
  }
  return calls;
}
