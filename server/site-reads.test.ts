import { describe, expect, it } from 'vitest';
import { ReadLimit } from './read-limit.ts';
import { SiteReads } from './site-reads.ts';
import { runningApp } from './test-bench/running-app.ts';
import { writingDesk } from './test-bench/writing-desk.ts';

const config = { reads: { perSecond: 0, perAddress: 0, atOnce: 1 }, trustedProxies: 0 };

describe('what is made of all articles', () => {
  it('is made once for all who ask, and anew where an article changed, came or went', async () => {
    await using desk = await writingDesk();
    const { store } = desk.context;
    const reads = new SiteReads(store, new ReadLimit({ config }));
    let made = 0;
    const make = async () => {
      made += 1;
      return String(made);
    };
    const text = () => reads.text('list', make);

    const { id } = await desk.article();
    expect(await Promise.all(Array.from({ length: 1_000 }, text))).toEqual(Array(1_000).fill('1'));
    await desk.publish(id, 'Docked');
    expect([await text(), await text()]).toEqual(['2', '2']);
    await desk.article();
    expect(await text()).toBe('3');
    await store.transaction(tx => tx.removeArticle(id));
    expect(await text()).toBe('4');
  });

  it.each(['/', '/api/articles', '/rss.xml', '/sitemap.xml'])('shows at once what changed: %s', async path => {
    await using running = await runningApp();
    const { id } = await running.createArticle({ headline: 'The Eagle', slug: 'eagle' });
    const before = await running.ask('GET', path);
    running.desk.pass(60_000);
    await running.publish(id, 'Docked');
    const later = await running.ask('GET', path);
    await running.createArticle({ headline: 'The Moon', slug: 'moon' });
    const last = await running.ask('GET', path);
    expect(before.text).toContain('eagle');
    expect(later.text).not.toBe(before.text);
    expect(last.text).toContain('moon');
  });

  it.each(['/sitemap-2.xml', '/sitemap-99999.xml'])('%s, where there is one file only, is not found', async path => {
    await using running = await runningApp();
    await running.createArticle();
    expect([(await running.ask('GET', '/sitemap-1.xml')).status, (await running.ask('GET', path)).status]).toEqual([
      200, 404,
    ]);
  });
});
