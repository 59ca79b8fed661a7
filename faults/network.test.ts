import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEARTBEAT_MS } from '#server/hub.ts';
import type { Coverage } from './coverage.ts';
import { NO_FRAME_FAULTS } from './frame-mangler.ts';
import { editWhile } from './scene.ts';
import { expectSound, testNewsroom } from './test-newsroom.ts';

const READERS = 10;
const EDITORS = 3;
const WORKING_MS = 700;
const BACK_WITHIN_MS = 5_000;
/** As long as a page believes in a silent link when the network is back. */
const BELIEVED_MS = 1_000;
/** Three transports have to be tried (D13). */
const BLOCKED_MS = 8_000;
const PROXY_IDLE_MS = 60_000;
/** Longer than the time to the next heartbeat, whatever its spread. */
const NEXT_HEARTBEAT_MS = 1.2 * HEARTBEAT_MS + 1;

/** The short form of what `npm run faults` does to the network. */
describe('readers on a network that', () => {
  it.each([
    ['[D1][D2] drops frames', { drop: 0.05 }, 'dropped'],
    ['[D1][D3] repeats frames', { repeat: 0.3 }, 'repeated'],
    ['[D1] delays frames', { delay: 0.05, delayMs: 50 }, 'delayed'],
  ] as const)('%s have everything once and in order', async (_what, faults, figure) => {
    await using newsroom = await testNewsroom(READERS);
    const { proxy, coverage } = newsroom;
    proxy.frames = { ...NO_FRAME_FAULTS, ...faults };
    await editWhile(coverage, EDITORS, () => pause(WORKING_MS));
    proxy.frames = NO_FRAME_FAULTS;
    // A lost last frame would show by the next heartbeat only.
    await coverage.editor().publish();

    await expectSound(coverage);

    expect(proxy.figures[figure]).toBeGreaterThan(0);
  });

  it('[D1][D4][D7] cuts connections have everything once and in order', async () => {
    await using newsroom = await testNewsroom(READERS);
    const { proxy, coverage } = newsroom;
    const cuts = await editWhile(coverage, EDITORS, async () => {
      let count = 0;
      for (let n = 0; n < 5; n++) {
        await pause(WORKING_MS / 5);
        count += proxy.cut(0.5);
      }
      return count;
    });

    await expectSound(coverage);

    expect(cuts).toBeGreaterThan(0);
  });

  it('[D2][D4] goes silent and comes back have everything once and in order', async () => {
    await using newsroom = await testNewsroom(READERS);
    const { proxy, coverage } = newsroom;
    await editWhile(coverage, EDITORS, () => pause(WORKING_MS / 2));
    proxy.silenceSockets();
    const { silent } = proxy;
    await editWhile(coverage, EDITORS, () => allUnheardOf(coverage), { url: newsroom.app.url });

    await expectSound(coverage);

    expect(silent).toBe(READERS);
  });

  it('[D1][D4] loses all readers at once while entries are published has all of them back, with everything', async () => {
    await using newsroom = await testNewsroom(100);
    const { proxy, coverage } = newsroom;
    await editWhile(coverage, 1, async () => {
      proxy.cut();
      await expect.poll(() => coverage.readers.some(({ status }) => status !== 'live')).toBe(true);
      await coverage.allBack({ online: false, withinMs: BACK_WITHIN_MS });
    });

    await expectSound(coverage);

    expect(coverage.readers.every(({ counts }) => counts.links === 2)).toBe(true);
  });

  it.each([
    ['refuses', 'refuse'],
    ['swallows', 'swallow'],
  ] as const)(
    '[D13] %s WebSockets are carried by an event stream, and back to sockets when they come through',
    async (_how, upgrades) => {
      await using newsroom = await testNewsroom(0);
      const { proxy, coverage } = newsroom;
      proxy.upgrades = upgrades;
      await editWhile(coverage, EDITORS, () => openedAndMoved(coverage), { pauseMs: 50 });
      const carriers = coverage.readers.map(({ transport }) => transport);
      proxy.upgrades = 'pass';

      await expectSound(coverage);

      expect(new Set(carriers)).toEqual(new Set(['events']));
      await expect.poll(() => new Set(coverage.readers.map(({ transport }) => transport))).toEqual(new Set(['socket']));
    },
  );

  it('[D13] lets nothing stream are carried by polling', async () => {
    await using newsroom = await testNewsroom(0);
    const { proxy, coverage } = newsroom;
    Object.assign(proxy, { upgrades: 'refuse', streams: 'hold' });
    await editWhile(coverage, EDITORS, () => openedAndMoved(coverage), { pauseMs: 50 });

    expect(new Set(coverage.readers.map(({ transport }) => transport))).toEqual(new Set(['polling']));
    Object.assign(proxy, { upgrades: 'pass', streams: 'pass' });
    await expectSound(coverage);
  });
});

describe('a proxy that ends connections on which nothing passes for a minute', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('[D1][D13] leaves those of readers alone, though nobody publishes', async () => {
    await using newsroom = await testNewsroom(0);
    const { proxy, coverage } = newsroom;
    proxy.idleMs = PROXY_IDLE_MS;
    await coverage.addReaders(READERS);
    const heartbeats = () => coverage.readers.map(({ counts }) => counts.heartbeats);

    for (let n = 1; n <= 3; n++) {
      vi.advanceTimersByTime(NEXT_HEARTBEAT_MS);
      await expect.poll(heartbeats).toEqual(Array(READERS).fill(n));
    }

    await coverage.editor().publish();
    await expectSound(coverage);
    expect(coverage.readers.map(({ counts }) => counts.links)).toEqual(Array(READERS).fill(1));
    // Those of requests, which were kept open.
    expect(proxy.figures.idle).toBeGreaterThan(0);
  });
});

/** Nobody has heard anything for longer than a page believes in a link after the network was away. */
async function allUnheardOf({ readers }: Coverage): Promise<void> {
  const heardAt = () => Math.max(...readers.map(({ history }) => history.steps.at(-1)?.at ?? 0));
  await expect.poll(() => performance.now() - heardAt(), { timeout: BLOCKED_MS }).toBeGreaterThan(BELIEVED_MS);
}

/** Readers come, and wait for their first change. */
async function openedAndMoved(coverage: Coverage): Promise<void> {
  await coverage.addReaders(READERS);
  const isMoved = () => coverage.readers.every(({ history }) => history.steps.some(({ type }) => type === 'change'));
  await expect.poll(isMoved, { timeout: BLOCKED_MS }).toBe(true);
}
