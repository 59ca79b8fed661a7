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
  const url = await addressOf(child);
  const file = readFileSync(join(dataDir, 'server.json'), 'utf8');
  const { key, url: ownUrl } = JSON.parse(file) as { key: string; url: string };
  return {
    ...{ url, ownUrl, key },
    kill: async () => void (await end(['SIGKILL'])),
    stop: (...signals) => end(signals.length > 0 ? signals : ['SIGTERM']),
    [Symbol.asyncDispose]: async () => void (await end(['SIGKILL'])),
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /Pressbox is at (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', code => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}
