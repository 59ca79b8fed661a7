import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from './config.ts';
import { listen } from './listen.ts';
import { NO_POSTGRES } from './test-bench/not-run.ts';
import { findPostgres } from './test-bench/postgres-server.ts';
import { serverProcess } from './test-bench/server-process.ts';
import { tempDir } from './test-bench/temp-dir.ts';
import { tempDatabase } from './test-bench/temp-postgres-store.ts';

const database = await findPostgres();
afterAll(() => database?.stop());

describe('where a server listens', () => {
  it('is told as others reach it', async () => {
    const server = newServer();

    const { url, ownUrl } = await listen(server, { host: '0.0.0.0', port: 0, reusePort: false });

    expect([url, ownUrl]).toEqual([addressOf(server), addressOf(server)]);
  });

  it('says why it cannot listen', async () => {
    const [server, other] = [newServer(), newServer()];
    await listen(server, { host: '127.0.0.1', port: 0, reusePort: false });
    const { port } = server.address() as AddressInfo;

    const refused = listen(other, { host: '127.0.0.1', port, reusePort: false });

    await expect(refused).rejects.toThrow(
      new ConfigError(
        `It cannot listen at HOST=127.0.0.1, PORT=${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
      ),
    );
  });

  it('says so where the system cannot share a port', async () => {
    const server = newServer();
    const error = Object.assign(new Error('operation not supported on socket'), { code: 'ENOTSUP' });
    server.listen = () => {
      queueMicrotask(() => server.emit('error', error));
      return server;
    };

    await expect(listen(server, { host: '127.0.0.1', port: 0, reusePort: true })).rejects.toThrow(
      /^The configuration is wrong:\n {2}REUSE_PORT: this system cannot share a port/,
    );
  });

  it('may be one port for several processes, each of which its own commands find', async ({ skip }) => {
    if (database === null) return skip(NO_POSTGRES);
    using folder = tempDir();
    await using store = await tempDatabase(database.url);
    const env = { DATABASE_URL: store.url, PRESSBOX_SECRET: 's'.repeat(32), REUSE_PORT: 'on' };
    await using first = await serverProcess({ dataDir: `${folder.path}/1`, env });
    const shared = { ...env, PORT: new URL(first.url).port };
    await using second = await serverProcess({ dataDir: `${folder.path}/2`, env: shared });

    const keys = [first.key, second.key];
    const callers = Array.from({ length: 60 }, () => Promise.all(keys.map(key => isKnownAt(first.url, key))));
    const answers = (await Promise.all(callers)).map(String);

    expect(second.url).toBe(first.url);
    expect(new Set(answers).size).toBeGreaterThan(1);
    for (const { ownUrl, key } of [first, second]) expect(await isKnownAt(ownUrl, key)).toBe(true);
    await first.kill();
    for (let n = 0; n < 20; n++) expect(await isKnownAt(first.url, second.key)).toBe(true);
  });
});

function newServer() {
  const server = createServer((_request, response) => response.end());
  onTestFinished(() => void server.close());
  return server;
}

function addressOf(server: ReturnType<typeof newServer>): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Over a connection of its own: whether the process that answers has this operator's key. */
async function isKnownAt(url: string, key: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}`, connection: 'close' };
  const response = await fetch(`${url}/api/session`, { headers });
  return ((await response.json()) as { user: object | null }).user !== null;
}
