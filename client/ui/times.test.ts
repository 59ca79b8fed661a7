import { describe, expect, it } from 'vitest';
import { shownAt, timesFor } from './times.ts';

const NOW = Date.parse('2026-11-23T22:30:00.000Z');

function times(fields: Partial<Parameters<typeof timesFor>[0]> = {}) {
  return timesFor({ language: 'en', timeZone: 'Europe/Moscow', now: NOW, ...fields });
}

describe('times', () => {
  it("are the article's, whatever the machine's zone", () => {
    expect(times().parts('2026-11-24T04:05:00.000Z')).toEqual({ time: '07:05', date: null });
    expect(times({ timeZone: 'America/Chicago' }).parts('2026-11-23T20:05:00.000Z')).toEqual({
      time: '14:05',
      date: null,
    });
  });

  it('come with the date where that is not today in that zone', () => {
    expect(times().parts('2026-11-23T20:05:00.000Z')).toEqual({ time: '23:05', date: 'November 23' });
    expect(times().parts('1961-04-12T06:07:00.000Z')).toEqual({ time: '09:07', date: 'April 12, 1961' });
    expect(times({ now: null }).parts('2026-11-24T04:05:00.000Z').date).toBe('November 24, 2026');
  });

  it('of midnight are 00, not 24', () => {
    expect(times({ timeZone: 'UTC' }).parts('2026-11-23T00:00:00.000Z').time).toBe('00:00');
  });

  it('a plain date stays that day in every zone, and has no time', () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
      expect(times({ timeZone }).parts('1961-04-12')).toEqual({ time: null, date: 'April 12, 1961' });
  });

  it.each([
    ['2026-11-24T04:05:00.000Z', '07:05'],
    ['2026-11-20T04:05:00.000Z', 'November 20, 07:05'],
    ['1961-04-12', 'April 12, 1961'],
  ])('as one text: %s is %s', (when, text) => {
    expect(times().moment(when)).toBe(text);
  });

  it("are written in the article's language, with digits and calendar that every browser shares", () => {
    expect(times({ language: 'ru' }).day('1961-04-12T06:07:00.000Z')).toBe('12 апреля 1961 г.');
    expect(times({ language: 'fa' }).day('1961-04-12')).toContain('1961');
    expect(times({ language: 'de' }).moment('2026-11-20T04:05:00.000Z')).toBe('20. November, 07:05');
  });

  it('say all of it: day of the week, date, time and zone', () => {
    expect(times().full('2026-11-24T04:05:00.000Z')).toBe('Tuesday, November 24, 2026 at 07:05 Moscow Standard Time');
    expect(times({ eventZone: 'Asia/Tokyo' }).full('2026-11-24T15:05:00.000Z')).toBe(
      'Tuesday, November 24, 2026 at 18:05 Moscow Standard Time (November 25 at 00:05 Japan Standard Time)',
    );
    expect(times().full('1961-04-12')).toBe('April 12, 1961');
  });

  it('are recent for a day', () => {
    expect(times().isRecent('2026-11-22T22:30:00.001Z')).toBe(true);
    expect(times().isRecent('2026-11-22T22:30:00.000Z')).toBe(false);
    expect(times().isRecent('2026-11-24T04:05:00.000Z')).toBe(true);
    expect(times().isRecent('2026-11-23')).toBe(false);
    expect(times({ now: null }).isRecent('2026-11-24T04:05:00.000Z')).toBe(false);
  });

  it('name their zone', () => {
    expect(times().zone).toBe('Moscow Standard Time');
    expect(times({ timeZone: 'America/Chicago' }).zone).toBe('Central Time');
    expect(times({ timeZone: 'UTC' }).zone).toBe('Coordinated Universal Time');
  });

  it('do without a zone or language that this machine does not know', () => {
    const strange = times({ timeZone: 'Mars/Olympus', language: 'x' });
    expect(strange.parts('2026-11-23T20:05:00.000Z').time).toBe('20:05');
  });
});

describe('shownAt', () => {
  it("takes the editor's word before the clock's", () => {
    const publishedAt = '2026-11-23T20:05:00.000Z';
    expect(shownAt({ publishedAt, displayAt: '1961-04-12' })).toBe('1961-04-12');
    expect(shownAt({ publishedAt, displayAt: null })).toBe(publishedAt);
    expect(shownAt({ publishedAt })).toBe(publishedAt);
  });
});
