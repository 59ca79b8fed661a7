import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The server as people start it, in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** Where this very process answers, also where others listen at `url` too. */
  readonly ownUrl: string;
  /** What the operator's commands on this machine authenticate with. */
  readonly key: string;
  /** Of the server itself, also where it runs under another program. */
  readonly pid: number;
  /** What it wrote to its two outputs so far. */
  said(): string;
  /** Whether it ended by itself. */
  isGone(): boolean;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end, in one way or several, and answers its exit code. */
  stop(...signals: NodeJS.Signals[]): Promise<number | null>;
}

export async function serverProcess({
  dataDir,
  env = {},
  under = [],
}: {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program and its arguments to run it under. */
  readonly under?: readonly string[];
}): Promise<ServerProcess> {
  const [program = process.execPath, ...args] = [...under, process.execPath, 'server/main.ts'];
  const child = spawn(program, args, {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', SAMPLE: 'off', LOG_LEVEL: 'warn', ...env },
    detached: true,
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const end = async (signals: readonly NodeJS.Signals[]) => {
    const isRunning = child.exitCode === null && child.signalCode === null;
    for (const signal of signals) if (isRunning && child.pid !== undefined) process.kill(-child.pid, signal);
    const [code] = await exited;
    return code;
  };
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const url = await addressOf(child, () => said);
  const file = readFileSync(join(dataDir, 'server.json'), 'utf8');
  const { key, url: ownUrl, pid } = JSON.parse(file) as { key: string; url: string; pid: number };
  return {
    ...{ url, ownUrl, key, pid },
    said: () => said,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => void (await end(['SIGKILL'])),
    stop: (...signals) => end(signals.length > 0 ? signals : ['SIGTERM']),
    [Symbol.asyncDispose]: async () => void (await end(['SIGKILL'])),
  };
}

async function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /Pressbox is at (\S+)/.exec(said())?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('exit', code => reject(new Error(`the server ended with ${code}:\n${said()}`)));
  });
}
