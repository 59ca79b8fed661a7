import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { runExport } from './run-export.ts';
import { runImport } from './run-import.ts';
import { fakeTerminal } from './test-terminal.ts';

const TEXT = `Monday, May 3, 2021

The bridge is open again

Traffic crosses the river.

  1. The barriers are down.

  2. The first lorry is across.
`;

test('an article goes into a file of each format, by a server of its own', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(join(folder.path, 'data'), { 'bridge.txt': TEXT });
  await runImport(['bridge.txt'], terminal);
  const into = (name: string) => join(folder.path, name);

  const codes = [
    await runExport(['the-bridge-is-open-again', '--to', into('bridge.json')], terminal),
    await runExport(['the-bridge-is-open-again', '--to', into('bridge.text'), '--format', 'markdown'], terminal),
    await runExport(['the-bridge-is-open-again', '--to', into('bridge.zip'), '--format', 'bundle'], terminal),
  ];

  expect(codes).toEqual([0, 0, 0]);
  expect(JSON.parse(readFileSync(into('bridge.json'), 'utf8'))).toMatchObject({
    entries: [{ number: 1 }, { number: 2 }],
  });
  expect(readFileSync(into('bridge.text'), 'utf8')).toContain('The first lorry is across.');
  expect(readFileSync(into('bridge.zip')).subarray(0, 2).toString()).toBe('PK');
});

it.each([
  [['bridge'], 2, /^usage: npm run export/],
  [['bridge', '--to', 'FOLDER/bridge.pdf'], 2, /^usage: npm run export/],
  [['bridge', '--to', 'FOLDER/bridge.md', '--format', 'pdf'], 2, /^--format "pdf"/],
  [['../bridge', '--to', 'FOLDER/bridge.md'], 2, /^SLUG/],
  [['bridge', '--to', 'FOLDER/bridge.md'], 1, /^There is no article "bridge"\.$/],
])('%j ends with %i and leaves no file', async (args, code, said) => {
  using folder = tempDir();
  const terminal = fakeTerminal(join(folder.path, 'data'));

  expect(
    await runExport(
      args.map(arg => arg.replace('FOLDER', folder.path)),
      terminal,
    ),
  ).toBe(code);
  expect(terminal.said.join('\n')).toMatch(said);
  expect(readdirSync(folder.path).filter(name => name.startsWith('bridge'))).toEqual([]);
});
