import { expect, test } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { formatReplayed, type Pace, replayItems } from './replay-items.ts';
import type { ReplayItem } from './replay-plan.ts';

function makeItem(place: number, offsetMs: number): ReplayItem {
  return { place, line: place, offsetMs, label: `Passage ${place}`, entry: { body: paragraphs([`Passage ${place}`]) } };
}

/** Time passes only by sleeping and by publishing, which takes `publishMs`. */
function makeScene({ publishMs = 0 } = {}) {
  let nowMs = 1_000;
  const published: [place: number, atMs: number][] = [];
  const stop = new AbortController();
  const pace: Pace = {
    now: () => nowMs,
    sleep: async ms => {
      nowMs += ms;
    },
  };
  const publish = async ({ place }: ReplayItem) => {
    published.push([place, nowMs - 1_000]);
    nowMs += publishMs;
  };
  return { published, stop, options: { pace, publish, onPublished: () => {}, signal: stop.signal } };
}

const ITEMS = [makeItem(1, -60_000), makeItem(2, 0), makeItem(3, 30_000)];

test('publishes at the recorded pace, divided by the speed', async () => {
  const { options, published } = makeScene();
  await replayItems(ITEMS, { ...options, speed: 60 });
  expect(published).toEqual([
    [1, 0],
    [2, 1_000],
    [3, 1_500],
  ]);
});

test('publishes as fast as answers come where the speed has no limit', async () => {
  const { options, published } = makeScene({ publishMs: 5 });
  const replayed = await replayItems(ITEMS, { ...options, speed: Number.POSITIVE_INFINITY });
  expect(published.map(([, atMs]) => atMs)).toEqual([0, 5, 10]);
  expect(replayed).toEqual({ published: 3, elapsedMs: 15, durationsMs: [5, 5, 5] });
});

test('what is late is published at once, and the pace is found again', async () => {
  const { options, published } = makeScene({ publishMs: 800 });
  await replayItems([makeItem(1, 0), makeItem(2, 100), makeItem(3, 5_000)], { ...options, speed: 1 });
  expect(published.map(([, atMs]) => atMs)).toEqual([0, 800, 5_000]);
});

test('stops after the publish in hand', async () => {
  const { options, published, stop } = makeScene();
  const replayed = await replayItems(ITEMS, { ...options, speed: 1, onPublished: () => stop.abort() });
  expect(published).toEqual([[1, 0]]);
  expect(replayed.published).toBe(1);
});

test('says how many, how fast, and how long a publish took', () => {
  const durationsMs = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(formatReplayed({ published: 100, elapsedMs: 4_000, durationsMs })).toBe(
    'Published 100 entries in 4.0 s, 25.0 a second. A publish took 50.0 ms (median), 99.0 ms (99th percentile).',
  );
  expect(formatReplayed({ published: 0, elapsedMs: 0, durationsMs: [] })).toBe('Published 0 entries.');
});
