import { constants, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { Inflated } from './inflated.ts';

const TAIL_BYTES = 4;

it('deflated messages are told apart where they stand in one buffer', () => {
  const texts = ['{"type":"entry-published","seq":7}', '{"type":"entry-published","seq":8}'];
  const sent = [...texts, ...texts].map(deflated);
  const bytes = Buffer.concat(sent);
  const inflated = new Inflated();

  const read = sent.map((message, n) => {
    const from = Buffer.concat(sent.slice(0, n)).length;
    return inflated.textOf(bytes, from, from + message.length).toString();
  });

  expect(read).toEqual([...texts, ...texts]);
});

function deflated(text: string): Buffer {
  return deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -TAIL_BYTES);
}
