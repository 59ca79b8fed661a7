import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { HOOK_FILES, type HookFiles } from './hook-files.ts';
import { callsOf, straceMissing, trace } from './strace.ts';

/** Ends a server by SIGKILL in the middle of what it does. */
export interface Snare extends Disposable {
  /** What the server has to be started with. */
  readonly env: Readonly<Record<string, string>>;
  /** What the server does while `act` runs, step by step. */
  stepsOf(pid: number, act: () => Promise<unknown>): Promise<readonly Step[]>;
  /** From now on it dies at this step; disposing of the answer leaves it alone. */
  lay(pid: number, step: Step): Promise<AsyncDisposable>;
}

export interface Step {
  readonly name: string;
  /** Counted from 1 when the snare is laid: among those of this name, or, with hooks, among all. */
  readonly n: number;
}

/** What the same work does not always take as often as when it was counted. */
const MORE_STEPS = 2;

/** At system calls by strace where there is one, else at statements and writes to sockets by hooks. */
export function bestSnare(): Snare {
  return straceMissing() === null ? straceSnare() : hookSnare();
}

/** What may write, on disk or on a socket. */
const WRITES = ['pwrite64', 'pwritev', 'write', 'writev', 'sendto', 'sendmsg', 'fsync', 'fdatasync', 'ftruncate'];

export function straceSnare(): Snare {
  const folder = tempDir();
  const file = join(folder.path, 'trace');
  return {
    env: {},
    async stepsOf(pid, act) {
      const tracing = await trace(pid, ['-o', file, '-e', `trace=${WRITES.join(',')}`]);
      await act();
      await tracing.detach();
      return [...callsOf(file, pid)].flatMap(([name, count]) =>
        Array.from({ length: count + (count > 1 ? MORE_STEPS : 0) }, (_, index) => ({ name, n: index + 1 })),
      );
    },
    lay: (pid, { name, n }) =>
      trace(pid, ['-o', '/dev/null', '-e', `trace=${name}`, '-e', `inject=${name}:signal=SIGKILL:when=${n}`]),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

const HOOK = new URL('./kill-hook.ts', import.meta.url);

/** Needs no privileges and no other program. */
export function hookSnare(): Snare {
  const folder = tempDir();
  const files: HookFiles = { order: join(folder.path, 'order'), steps: join(folder.path, 'steps') };
  const give = (order: number) => {
    writeFileSync(files.steps, '');
    writeFileSync(files.order, String(order));
  };
  const withdraw = () => rmSync(files.order, { force: true });
  return {
    env: { NODE_OPTIONS: `--import=${HOOK.href}`, [HOOK_FILES]: JSON.stringify(files) },
    async stepsOf(_pid, act) {
      give(0);
      await act();
      withdraw();
      const names = readFileSync(files.steps, 'utf8').split('\n').slice(0, -1);
      return names.map((name, index) => ({ name, n: index + 1 }));
    },
    async lay(_pid, { n }) {
      give(n);
      return { [Symbol.asyncDispose]: async () => withdraw() };
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
