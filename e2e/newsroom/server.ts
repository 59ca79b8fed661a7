import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start.ts';

/** A running Pressbox of one test's. */
export interface TestServer {
  readonly url: string;
  /** What it said while it started, line by line. */
  readonly said: readonly string[];
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** `within`: in the test's own process, which starts at once. `apart`: a process of its own, as in production, which can be killed. */
export type Process = 'within' | 'apart';

export type Environment = Readonly<Record<string, string>>;

const READY = /^Pressbox is at (\S+) /;

export function runServer(process: Process, environment: Environment): Promise<TestServer> {
  return process === 'within' ? runWithin(environment) : runApart(environment);
}

async function runWithin(environment: Environment): Promise<TestServer> {
  // React chooses its build by it, as main.ts does.
  process.env.NODE_ENV = 'production';
  const running = await startServer(readConfig(environment));
  return {
    url: running.url,
    said: [],
    stop: () => running.close(),
    kill: () =>
      Promise.reject(new Error("Only a server that runs apart can be killed: test.use({ process: 'apart' })")),
  };
}

async function runApart(environment: Environment): Promise<TestServer> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['server/main.ts'], { env: { PATH, ...environment }, stdio: 'pipe' });
  const exited = once(child, 'exit');
  const said: string[] = [];
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', line => {
        said.push(line);
        const url = READY.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    exited.then(() => reject(new Error(`The server ended before it was ready:\n${said.join('\n')}`)));
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    await exited;
  };
  return { url: await ready, said, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
