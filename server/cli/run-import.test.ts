import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import type { ImportReport } from '#shared/imports.ts';
import { connectOrStart } from './local-server.ts';
import { runImport } from './run-import.ts';
import { fakeTerminal } from './test-terminal.ts';

const TEXT = `Monday, May 3, 2021

The bridge over the Wend is open again

Traffic crosses the river for the first time since the flood.

  1. The barriers are down.

  2. Мост открыт, и первые машины уже едут на другой берег.

Only News
`;
const FILES = {
  'bridge.txt': TEXT,
  'no-entries.txt': 'A headline\n\nA text.',
  'radio.txt': '[00:00:00:04]\nCDR: Roger.',
};

test('imports without a server: the store has it afterwards', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  expect(await runImport(['bridge.txt'], terminal)).toBe(0);
  expect(terminal.printed.join('\n')).toMatchInlineSnapshot(`
    "/live/the-bridge-over-the-wend-is-open-again (ended)

    Found
      date        Monday, May 3, 2021 (2021-05-03)
      headline    The bridge over the Wend is open again
      standfirst  Traffic crosses the river for the first time since the flood.
      body        none
      credit      none
      language    en
      featured    none
      entries     2
        1  en  1 paragraph   The barriers are down.
        2  ru  1 paragraph   Мост открыт, и первые машины уже едут на другой берег.

    Assumed
      The date lies in the past, so the article is ended.
      The entries have no times; they show the date 2021-05-03.

    Ignored
      line 11: Only News (after the entries: a site's name, a tagline or a link)"
  `);
  const server = await connectOrStart({ config: readConfig(terminal.env) });
  const { body } = await server.request('GET', '/api/articles/the-bridge-over-the-wend-is-open-again');
  await server.close();
  expect(body).toMatchObject({
    article: { headline: 'The bridge over the Wend is open again', status: 'ended', language: 'en' },
    entries: [
      { number: 2, language: 'ru', displayAt: '2021-05-03' },
      { number: 1, language: 'en' },
    ],
  });
});

test('imports through the server that runs, once for one import id', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  const running = await startServer(readConfig(terminal.env));
  const args = ['bridge.txt', '--json', '--import-id', 'import-0001', '--slug', 'bridge', '--status', 'paused'];
  expect(await runImport(args, terminal)).toBe(0);
  expect(await runImport(args, terminal)).toBe(0);
  const [first, second] = terminal.printed.map(text => JSON.parse(text) as ImportReport);
  const { entries } = (await (await fetch(`${running.url}/api/articles/bridge`)).json()) as { entries: unknown[] };
  await running.close();
  expect(first).toMatchObject({ address: '/live/bridge', slug: 'bridge', status: 'paused' });
  expect(second).toEqual(first);
  expect(entries).toHaveLength(2);
});

test('a dry run reports and touches nothing', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const terminal = fakeTerminal(dataDir, FILES);
  expect(await runImport(['bridge.txt', '--dry-run'], terminal)).toBe(0);
  expect(terminal.printed[0]).toMatch(/^Nothing was written\. This would become an article \(ended\):/);
  expect(existsSync(dataDir)).toBe(false);
});

test.each([
  [['no-entries.txt', '--dry-run'], 1, 'no-entries.txt:3: there are no entries'],
  [['no-entries.txt'], 1, 'no-entries.txt:3: there are no entries'],
  [['radio.txt'], 1, 'radio.txt:1: this is a timed transcript'],
  [['nowhere.txt'], 2, 'nowhere.txt: there is no such file'],
  [['bridge.txt', '--status', 'over'], 2, '--status "over": '],
  [['bridge.txt', '--slug', 'Not A Slug'], 2, '--slug "Not A Slug": must be lower-case letters'],
  [['bridge.txt', '--fast'], 2, "Unknown option '--fast'"],
  [[], 2, 'usage: npm run import -- FILE'],
])('%j ends with %d', async (args, exitCode, message) => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  expect(await runImport(args, terminal)).toBe(exitCode);
  expect(terminal.said.join('\n')).toContain(message);
  expect(terminal.printed).toEqual([]);
});

test('--json prints one object, also for a refusal', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  expect(await runImport(['no-entries.txt', '--json'], terminal)).toBe(1);
  expect(terminal.printed.map(text => JSON.parse(text))).toEqual([
    { error: { kind: 'refused', file: 'no-entries.txt', line: 3, reason: expect.stringContaining('no entries') } },
  ]);
});

test('a wrong configuration is a problem of the server', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  expect(await runImport(['bridge.txt'], { ...terminal, env: { ...terminal.env, PORT: 'high' } })).toBe(3);
  expect(terminal.said.join('\n')).toContain('PORT');
});
