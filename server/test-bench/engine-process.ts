import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** A database or message server of the tests' own, to which anything may be done. What it keeps outlives its processes. */
export class EngineProcess {
  readonly #launch: () => Promise<ChildProcess>;
  #child: ChildProcess | null = null;

  /** `launch` resolves when the server takes connections. */
  constructor(launch: () => Promise<ChildProcess>) {
    this.#launch = launch;
  }

  async start(): Promise<void> {
    if (this.#child === null) this.#child = await this.#launch();
  }

  /** kill -9 to all of its processes at once. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to end, or, by SIGKILL, does not ask. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    if (signal === 'SIGKILL') signalAll(child, signal);
    else child.kill(signal);
    await exited;
  }

  /** It stands still: connections stay, and nothing is answered, until `thaw`. */
  freeze(): void {
    if (this.#child !== null) signalAll(this.#child, 'SIGSTOP');
  }

  thaw(): void {
    if (this.#child !== null) signalAll(this.#child, 'SIGCONT');
  }
}

/** The process first, so that it begins no more of them. */
function signalAll(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  const children = childrenOf(pid);
  child.kill(signal);
  for (const one of children) send(one, signal);
}

/** Linux tells; elsewhere the process alone is known. */
function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
