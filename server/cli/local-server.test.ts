import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { SERVER_FILE, startServer } from '#server/start.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { connectOrStart } from './local-server.ts';
import { fakeTerminal } from './test-terminal.ts';

test('where no server has the data folder, one runs for as long as the command', async () => {
  using folder = tempDir();
  const config = readConfig(fakeTerminal(folder.path).env);
  const own = await connectOrStart({ config });
  expect(await own.request('GET', '/api/session')).toMatchObject({ status: 200, body: { user: { role: 'admin' } } });
  await own.close();
  expect(own.isOwn).toBe(true);
  await expect(own.request('GET', '/api/session')).rejects.toThrow();
});

test('where a server has it, that one is asked, also after it was started anew', async () => {
  using folder = tempDir();
  const config = readConfig(fakeTerminal(folder.path).env);
  const first = await startServer(config);
  const server = await connectOrStart({ config });
  expect(server).toMatchObject({ url: first.url, isOwn: false });
  await first.close();
  const second = await startServer(config);
  await expect(server.request('GET', '/api/session')).rejects.toThrow();
  expect(await server.request('GET', '/api/session')).toMatchObject({ status: 200 });
  await server.close();
  await second.close();
});

test('the file that a killed server left behind misleads nobody', async () => {
  using folder = tempDir();
  const config = readConfig(fakeTerminal(folder.path).env);
  writeFileSync(join(folder.path, SERVER_FILE), JSON.stringify({ url: 'http://127.0.0.1:9', pid: 1, key: 'old' }));
  const server = await connectOrStart({ config });
  expect(server.isOwn).toBe(true);
  await server.close();
});
