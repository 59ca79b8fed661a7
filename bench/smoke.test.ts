import { describe, expect, it } from 'vitest';
import { Load } from './load/load.ts';
import { startNaiveWs } from './peers/naive-ws.ts';
import { startPressbox } from './peers/pressbox.ts';
import { startSocketIo } from './peers/socket-io.ts';

const READERS = 20;
const MISSED = 5;

describe.each([
  ['Pressbox', { deflate: false }, startQuietPressbox],
  ['Pressbox, deflated', { deflate: true }, startQuietPressbox],
  ['naive ws', { deflate: false }, startNaiveWs],
  ['Socket.IO', { deflate: false }, startSocketIo],
] as const)('bench against %s', (_name, options, start) => {
  it('gives every reader every change once and in order', async () => {
    const peer = await start();
    const load = new Load(peer.target, options);
    await load.connect(READERS);
    const paced = await load.publishPaced({ count: 3, gapMs: 0 });
    const saturated = await load.publishSaturated(8, 4);
    load.loseAll();
    await load.publishUnread(MISSED);
    await load.comeBack();

    expect(load.faults()).toEqual({ missing: 0, duplicates: 0, outOfOrder: 0 });
    expect([...paced, ...saturated].map(({ readersMs }) => readersMs.length)).toEqual(Array(11).fill(READERS));
    load.close();
    await peer.close();
  });
});

function startQuietPressbox() {
  return startPressbox({ LOG_LEVEL: 'silent' });
}
