import { expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import type { Snapshot } from '#shared/protocol.ts';
import { runReplay } from './run-replay.ts';
import { fakeTerminal } from './test-terminal.ts';

const RADIO = `[-00:00:00:02]
_lang: ru
Кедр: Слышу хорошо.

[00:00:00:00]
_note: Lift-off
_comment: heard twice

[00:00:01:30]
_lang: en
CDR: Roger.
CC: Go.
`;
const FILES = { 'radio.txt': RADIO, 'bridge.txt': 'The bridge is open\n\n  1. One.\n\n  2. Two.\n' };
const never = new AbortController().signal;

test('publishes the passages of a transcript once, however often a run is repeated', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  const running = await startServer(readConfig(terminal.env));
  const args = [
    'radio.txt',
    '--article',
    'moon',
    '--speed',
    'max',
    '--run',
    'r1',
    '--display-from',
    '1969-07-16T13:32:00Z',
  ];
  expect(await runReplay([...args, '--limit', '2'], terminal, never)).toBe(0);
  expect(await runReplay(args, terminal, never)).toBe(0);
  const { article, entries } = await snapshotOf(running.url, 'moon');
  await running.close();
  expect(terminal.said).toContain('There was no article "moon"; it was created.');
  expect(terminal.printed.at(-1)).toMatch(/^Published 3 entries in .* a second\. A publish took .* ms \(median\)/);
  expect(article).toMatchObject({ headline: 'Moon', status: 'live', language: 'ru' });
  expect(entries).toMatchObject([
    {
      number: 3,
      language: 'en',
      displayAt: '1969-07-16T13:33:30.000Z',
      body: {
        content: [
          { content: [{ text: 'CDR:', marks: [{ type: 'bold' }] }, { text: ' Roger.' }] },
          { content: [{ text: 'CC:' }, { text: ' Go.' }] },
        ],
      },
    },
    {
      number: 2,
      language: 'ru',
      body: { content: [{ content: [{ text: 'Lift-off', marks: [{ type: 'italic' }] }] }] },
    },
    { number: 1, language: 'ru', displayAt: '1969-07-16T13:31:58.000Z' },
  ]);
});

test('publishes the entries of coverage, without a server too', async () => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, FILES);
  expect(await runReplay(['bridge.txt', '--article', 'bridge', '--speed', 'max', '--from', '2'], terminal, never)).toBe(
    0,
  );
  const running = await startServer(readConfig(terminal.env));
  const { article, entries } = await snapshotOf(running.url, 'bridge');
  await running.close();
  expect(article.headline).toBe('The bridge is open');
  expect(entries).toMatchObject([{ number: 1, body: { content: [{ content: [{ text: 'Two.' }] }] } }]);
});

test('stops at once when it is asked to while it waits', async () => {
  using folder = tempDir();
  const stop = new AbortController();
  const terminal = fakeTerminal(folder.path, FILES);
  const say = (text: string) => {
    terminal.said.push(text);
    if (text.startsWith('1/2')) stop.abort();
  };
  const args = ['bridge.txt', '--article', 'bridge', '--interval', '3600'];
  expect(await runReplay(args, { ...terminal, say }, stop.signal)).toBe(0);
  expect(terminal.printed).toEqual([expect.stringMatching(/^Published 1 entry in /)]);
});

test.each([
  [['radio.txt'], 2, 'usage: npm run replay'],
  [['radio.txt', '--article', 'moon', '--speed', '0'], 2, '--speed "0"'],
  [['radio.txt', '--article', 'moon', '--from', '4'], 2, '--from 4: the last is 3'],
  [['radio.txt', '--article', 'moon', '--display-from', 'noon'], 2, '--display-from "noon"'],
  [['bad.txt', '--article', 'moon'], 1, 'bad.txt:3: "[00:00:99:00]" is no time'],
])('%j ends with %d', async (args, exitCode, message) => {
  using folder = tempDir();
  const terminal = fakeTerminal(folder.path, { ...FILES, 'bad.txt': '[00:00:00:01]\nCC: Go.\n[00:00:99:00]' });
  expect(await runReplay(args, terminal, never)).toBe(exitCode);
  expect(terminal.said.join('\n')).toContain(message);
});

async function snapshotOf(url: string, slug: string): Promise<Snapshot> {
  return (await (await fetch(`${url}/api/articles/${slug}`)).json()) as Snapshot;
}
