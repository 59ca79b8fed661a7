import { expect, test } from 'vitest';
import { readText } from './read-text.ts';
import { fakeTerminal } from './test-terminal.ts';

const terminal = fakeTerminal('unused', {
  'utf-8.txt': 'Мост открыт',
  'utf-16le.txt': new Uint8Array([0xff, 0xfe, 0x1c, 0x04, 0x21, 0x00]),
  'utf-16be.txt': new Uint8Array([0xfe, 0xff, 0x04, 0x1c, 0x00, 0x21]),
  'latin-1.txt': new Uint8Array([0x61, 0x0a, 0x0a, 0x62, 0xff, 0x0a, 0x63]),
});

test.each([
  ['utf-8.txt', 'Мост открыт'],
  ['utf-16le.txt', 'М!'],
  ['utf-16be.txt', 'М!'],
])('reads %s', async (file, text) => {
  expect(await readText(file, terminal)).toBe(text);
});

test('refuses another encoding, with the line', async () => {
  await expect(readText('latin-1.txt', terminal)).rejects.toMatchObject({ kind: 'refused', line: 3 });
});

test('says where there is no such file', async () => {
  await expect(readText('nowhere.txt', terminal)).rejects.toMatchObject({
    kind: 'usage',
    message: 'nowhere.txt: there is no such file',
  });
});
