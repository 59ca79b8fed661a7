import { describe, expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';

const PUBLIC = { PUBLIC_URL: 'https://news.example' };
const startsAt = '2026-12-24T17:30:00.000Z';

describe('the calendar file of coverage that is announced', () => {
  it('says when it starts and where it is, in lines that calendars can read', async () => {
    await using running = await runningApp(PUBLIC);
    const headline = 'The landing, live; with '.padEnd(90, 'ö');
    const { id, slug } = await running.createArticle({ headline, status: 'upcoming', startsAt });

    const { text, headers } = await running.ask('GET', `/live/${slug}/calendar.ics`);

    expect(headers.get('content-type')).toMatch(/^text\/calendar/);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${slug}.ics"`);
    const lines = text.split('\r\n');
    expect(lines).toContain('DTSTART:20261224T173000Z');
    expect(lines).toContain(`UID:${id}@news.example`);
    expect(lines.every(line => Buffer.byteLength(line) <= 75)).toBe(true);
    const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
    expect(unfolded).toContain(`SUMMARY:${headline.replace(/[,;]/g, '\\$&')}`);
    expect(unfolded).toContain(`URL:https://news.example/live/${slug}`);
  });

  it('is not there where no time was announced, nor without coverage', async () => {
    await using running = await runningApp(PUBLIC);
    const { slug } = await running.createArticle();
    for (const name of [slug, 'nothing'])
      expect((await running.ask('GET', `/live/${name}/calendar.ics`)).status).toBe(404);
  });
});
