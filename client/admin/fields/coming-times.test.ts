import { describe, expect, it } from 'vitest';
import { readComingTime, suggestedTime, timeUntil } from './coming-times.ts';

const NOW = Date.parse('2026-03-29T00:40:00.000Z');

describe('a time to come', () => {
  it('is read as the clocks of the article show it, over a change of the clocks too', () => {
    const read = (time: string) => readComingTime({ date: '2026-03-29', time }, 'Europe/Berlin', NOW);
    expect(read('01:59')).toEqual({ ok: true, instant: '2026-03-29T00:59:00.000Z' });
    expect(read('02:30')).toEqual({ ok: true, instant: '2026-03-29T01:30:00.000Z' });
    expect(read('03:30')).toEqual({ ok: true, instant: '2026-03-29T01:30:00.000Z' });
  });

  it.each([
    ['', '10:00', 'Needs a day and a time of day'],
    ['2026-03-29', '', 'Needs a day and a time of day'],
    ['2026-03-29', '01:40', 'This time has passed'],
    ['2025-03-29', '12:00', 'This time has passed'],
  ])('on "%s" at "%s": %s', (date, time, reason) => {
    expect(readComingTime({ date, time }, 'Europe/Berlin', NOW)).toEqual({ ok: false, reason });
  });

  it('is first the next full hour, of the next day where need be', () => {
    expect(suggestedTime('UTC', NOW)).toEqual({ date: '2026-03-29', time: '01:00' });
    expect(suggestedTime('UTC', Date.parse('2026-03-29T23:55:00.000Z'))).toEqual({ date: '2026-03-30', time: '01:00' });
    expect(suggestedTime('Asia/Kathmandu', NOW)).toEqual({ date: '2026-03-29', time: '07:00' });
  });

  it.each([
    ['2026-03-29T00:40:10.000Z', 'in 1 minute'],
    ['2026-03-29T01:05:00.000Z', 'in 25 minutes'],
    ['2026-03-29T03:40:00.000Z', 'in 3 hours'],
    ['2026-04-02T00:40:00.000Z', 'in 4 days'],
  ])('%s is %s', (at, words) => {
    expect(timeUntil(at, NOW)).toBe(words);
  });
});
