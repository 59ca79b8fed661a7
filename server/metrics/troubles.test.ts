import { expect, it } from 'vitest';
import type { Pass } from '#server/delivery-watch.ts';
import { type Facts, LOW_DISK_BYTES, troublesOf } from './troubles.ts';

const NOW = Date.parse('2026-03-01T10:00:00.000Z');

const WELL: Facts = {
  now: NOW,
  store: 'well',
  bus: { kind: 'redis', isConnected: true, rung: 1, heard: 1 },
  loop: { typicalMs: 3, longestMs: 900 },
  diskFreeBytes: LOW_DISK_BYTES,
  readersHere: 100,
  passes: [],
  cuts: { queue: 0, silent: 40 },
};

it('finds nothing where all is well', () => {
  expect(troublesOf({ ...WELL, passes: [pass(900)] })).toEqual([]);
});

it.each<[string, Partial<Facts>, object]>([
  ['a store that does not answer', { store: 'unavailable' }, { code: 'store-unavailable' }],
  ['a store without space, and not its disk besides', { store: 'full', diskFreeBytes: 0 }, { code: 'store-full' }],
  ['a disk that fills', { diskFreeBytes: LOW_DISK_BYTES - 1 }, { code: 'disk-low', freeBytes: LOW_DISK_BYTES - 1 }],
  ['a bus that is away', { bus: { ...WELL.bus, isConnected: false } }, { code: 'bus-down', kind: 'redis' }],
  ['a node that is busy', { loop: { typicalMs: 250.4, longestMs: 400 } }, { code: 'node-busy', delayMs: 250 }],
  ['a slow delivery', { passes: [pass(1_200), pass(1)] }, { code: 'delivery-slow', tookMs: 1_200 }],
  ['many readers cut', { cuts: { queue: 6, silent: 0 } }, { code: 'readers-too-slow', cut: 6 }],
])('finds %s', (_, facts, trouble) => {
  expect(troublesOf({ ...WELL, ...facts })).toEqual([trouble]);
});

it.each<[string, Partial<Facts>]>([
  ['a slow delivery that a quick one followed', { passes: [pass(10), pass(5_000)] }],
  ['a slow delivery long ago', { now: NOW + 11 * 60_000, passes: [pass(5_000)] }],
  ['a few readers cut among many', { cuts: { queue: 5, silent: 0 } }],
  ['one of two readers cut', { readersHere: 2, cuts: { queue: 1, silent: 0 } }],
  ['no word about the disk', { diskFreeBytes: null }],
])('does not trouble anybody with %s', (_, facts) => {
  expect(troublesOf({ ...WELL, ...facts })).toEqual([]);
});

function pass(mostMs: number): Pass {
  const publishedAt = NOW - 6_000;
  const times = {
    beganAt: publishedAt,
    halfAt: publishedAt,
    mostAt: publishedAt + mostMs,
    endedAt: publishedAt + mostMs,
  };
  return { articleId: 'moon', slug: 'moon', changes: 1, readers: 100, publishedAt, ...times };
}
