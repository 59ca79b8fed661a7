import { describe, expect, it } from 'vitest';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { runningApp } from '#server/test-bench/running-app.ts';
import { DeliveryReport } from '#shared/delivery.ts';

/** What may be true of a machine that runs many tests. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(['node-busy', 'disk-low', 'delivery-slow']);

describe('GET /api/delivery', () => {
  it('tells how many readers there are, and how long the last changes took to reach them', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle({ headline: 'Die Mondlandung', language: 'de' });
    await running.createArticle();
    const readers = [reader(), reader(), reader()];
    for (const each of readers) await each.next();
    await running.publish(id, 'Docked');
    await readers.at(-1)?.changesUpTo(2);

    const article = { slug, headline: 'Die Mondlandung', language: 'de' };
    const report = await reportOf('contributor');

    for (const each of readers) each[Symbol.dispose]();
    const now = running.desk.context.clock();
    expect(report).toEqual({
      ...{ now, nodes: 1, readers: 3, readersHere: 3, articles: [{ ...article, readers: 3 }], moreArticles: 0 },
      passes: [
        {
          ...{ ...article, publishedAt: now, changes: 1, readers: 3 },
          ...{ halfMs: expect.any(Number), mostMs: expect.any(Number), allMs: expect.any(Number) },
        },
      ],
      recentMinutes: 10,
      resumes: { memory: 0, store: 0, snapshot: 3 },
      cuts: { queue: 0, silent: 0 },
      troubles: expect.any(Array),
    });

    expect(report.troubles.filter(({ code }) => !OF_THE_MACHINE.has(code))).toEqual([]);

    function reader() {
      const each = readerSocket(`${running.url.replace('http', 'ws')}/live`);
      each.follow(slug);
      return each;
    }

    async function reportOf(role: 'contributor') {
      return DeliveryReport.parse((await running.ask('GET', '/api/delivery', { as: role })).json);
    }
  });

  it('is not for everybody, nor for caches', async () => {
    await using running = await runningApp();

    const outside = await running.ask('GET', '/api/delivery');
    const inside = await running.ask('GET', '/api/delivery', { as: 'operator' });

    expect([outside.status, outside.json]).toMatchObject([401, { code: 'signed-out' }]);
    expect([inside.status, inside.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
