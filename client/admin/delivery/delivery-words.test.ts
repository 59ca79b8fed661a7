import { expect, it } from 'vitest';
import { reached, readersConnected, seconds, timeOfDay, troubleWords } from './delivery-words.ts';

it.each([
  [0, '< 0.01 s'],
  [9.9, '< 0.01 s'],
  [40, '0.04 s'],
  [1_250, '1.25 s'],
  [9_999, '10.00 s'],
  [75_400, '75 s'],
])('writes %d ms as a length of time that people read', (milliseconds, text) => {
  expect(seconds(milliseconds)).toBe(text);
});

it.each([
  [0, 'Nobody is connected now.'],
  [1, '1 reader is connected.'],
  [1_204, '1,204 readers are connected.'],
])('counts %d readers', (readers, text) => {
  expect(readersConnected({ readers })).toBe(text);
});

it.each([
  [1, 'its one reader had it within 0.09 s.'],
  [1_204, 'half of 1,204 readers had it within 0.04 s, 95 % within 0.09 s.'],
])('says when %d readers had an update', (readers, text) => {
  expect(reached({ readers, halfMs: 40, mostMs: 90 })).toBe(text);
});

it('does not write that an update took no time', () => {
  expect(reached({ readers: 2, halfMs: 0, mostMs: 3 })).toContain('within 0.01 s, 95 % within 0.01 s');
});

it('leaves the date away where it is today', () => {
  const noon = new Date(2026, 2, 1, 12, 0, 5).getTime();
  const yesterday = new Date(2026, 1, 28, 23, 59, 59).getTime();
  expect(timeOfDay(noon, noon)).toBe('12:00:05');
  expect(timeOfDay(yesterday, noon)).toBe('Feb 28, 2026, 23:59:59');
});

it('says what to do about each trouble', () => {
  const words = troubleWords({ code: 'bus-down', kind: 'redis' }, { recentMinutes: 10 });
  expect(words.advice).toBe('Tell whoever runs the server that Redis cannot be reached.');
  expect(troubleWords({ code: 'disk-low', freeBytes: 412_345_678 }, { recentMinutes: 10 }).title).toBe(
    'Space is low: 412 MB are left',
  );
});
