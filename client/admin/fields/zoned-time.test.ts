import { describe, expect, it } from 'vitest';
import { instantOf, wallTimeOf } from './zoned-time.ts';

describe('instantOf', () => {
  it.each([
    ['Europe/Moscow', '2026-04-12', '09:07', '2026-04-12T06:07:00.000Z'],
    ['America/Chicago', '1969-07-20', '15:17:40', '1969-07-20T20:17:40.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '00:00', '2025-12-31T18:15:00.000Z'],
    ['UTC', '2026-02-28', '23:59', '2026-02-28T23:59:00.000Z'],
  ])('%s, %s %s', (zone, date, time, instant) => {
    expect(instantOf({ date, time }, zone)).toBe(instant);
  });

  it('moves a time that the zone skips forward', () => {
    expect(instantOf({ date: '2026-03-29', time: '02:30' }, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('takes the earlier of a time that comes twice', () => {
    expect(instantOf({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it.each([
    ['', '10:00'],
    ['2026-04-12', ''],
    ['2026-13-40', '10:00'],
    ['tomorrow', 'noon'],
  ])('has none for "%s" "%s"', (date, time) => {
    expect(instantOf({ date, time }, 'UTC')).toBeNull();
  });
});

describe('wallTimeOf', () => {
  it('gives back what was typed, in every zone', () => {
    for (const zone of ['Pacific/Auckland', 'America/St_Johns', 'Europe/London', 'UTC']) {
      const typed = { date: '2026-07-01', time: '18:45' };
      expect(wallTimeOf(instantOf(typed, zone) ?? '', zone)).toEqual(typed);
    }
  });

  it('keeps seconds where there are any', () => {
    expect(wallTimeOf('1969-07-20T20:17:40.000Z', 'UTC')).toEqual({ date: '1969-07-20', time: '20:17:40' });
  });
});
