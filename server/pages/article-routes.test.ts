import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { articleIn } from '#server/test-bench/view-in.ts';
import { paragraphs } from '#shared/body-text.ts';

const CANARY = 'canary';

describe("an entry's own page", () => {
  it('[R4] shows the page that the entry is on, and speaks of the entry', async () => {
    await using running = await runningApp();
    const { slug, id } = await running.createArticle({ headline: 'The Eagle has landed' });
    await publish(running, id, 85);
    await running.send(id, {
      type: 'publish-entry',
      entry: { headline: 'Contact light!', body: paragraphs(['They are down.']) },
    });

    const old = await running.ask('GET', `/live/${slug}/entry/45`);
    const newest = await running.ask('GET', `/live/${slug}/entry/86-contact-light`);

    expect([old.status, newest.status]).toEqual([200, 200]);
    expect(articleIn(old.text)).toMatchObject({
      ...{
        entryNumber: 45,
        newerCount: 41,
        lastNumber: 86,
        before: 61,
        newerBefore: null,
        state: { completeFrom: 41 },
      },
    });
    expect(articleIn(newest.text)).toMatchObject({ entryNumber: 86, newerCount: 0, before: null });
    expect(old.text).toContain('<title>Update 45 – The Eagle has landed – Pressbox</title>');
    expect(old.text).toContain('<meta name="description" content="Entry 45">');
    expect(newest.text).toContain('<title>Contact light! – The Eagle has landed – Pressbox</title>');
    expect(newest.text).toContain('<meta name="description" content="They are down.">');
    expect(old.headers.get('cache-control')).toContain('s-maxage=1');
  });

  it('[R4] is found by its number, whatever words come after it', async () => {
    await using running = await runningApp();
    const { slug, id } = await running.createArticle();
    await running.send(id, {
      type: 'publish-entry',
      entry: { headline: 'Contact light!', body: paragraphs(['Down.']) },
    });
    const right = `/live/${slug}/entry/1-contact-light`;

    for (const [asked, answer] of [
      ['1', [301, right]],
      ['1-contact', [301, right]],
      ['1-contact-light/', [301, right]],
      ['1-CONTACT-LIGHT?from=afar', [301, `${right}?from=afar`]],
      ['1-contact-light?from=afar', [200, null]],
      ['2', [404, null]],
      ['0', [404, null]],
      ['01', [404, null]],
      ['1e9', [404, null]],
      ['9999999999', [404, null]],
      ['contact-light', [404, null]],
    ] as const) {
      const { status, headers } = await running.ask('GET', `/live/${slug}/entry/${asked}`);
      expect([asked, [status, headers.get('location')]]).toEqual([asked, answer]);
    }
  });

  it('[D11] of a withdrawn entry shows the tombstone, and nothing of what it said, not even in its address', async () => {
    await using running = await runningApp();
    const { slug, id } = await running.createArticle();
    const entry = { headline: `The ${CANARY} sings`, body: paragraphs([`The ${CANARY} sings loudly.`]) };
    const { entryId } = await running.send(id, { type: 'publish-entry', entry });
    await running.ask('GET', `/live/${slug}/entry/1-the-${CANARY}-sings`);

    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'It was a finch.' });

    const old = await running.ask('GET', `/live/${slug}/entry/1-the-${CANARY}-sings`);
    const now = await running.ask('GET', `/live/${slug}/entry/1`);
    expect([old.status, old.headers.get('location'), now.status]).toEqual([301, `/live/${slug}/entry/1`, 200]);
    expect(now.text).toContain('It was a finch.');
    expect(old.text + now.text).not.toContain(CANARY);
  });
});

describe('pages of older entries', () => {
  it('[R3] have numbers from the oldest, and say which of how many they are', async () => {
    await using running = await runningApp();
    const { slug, id } = await running.createArticle({ headline: 'The Eagle has landed' });
    await publish(running, id, 59);
    const newest = await running.ask('GET', `/live/${slug}/page/2`);
    await publish(running, id, 10);

    const page = await running.ask('GET', `/live/${slug}/page/2`);

    expect([newest.status, newest.headers.get('location')]).toEqual([302, `/live/${slug}`]);
    expect(articleIn(page.text)).toMatchObject({ before: 41, newerBefore: null, state: { completeFrom: 21 } });
    expect(page.text).toContain('<title>The Eagle has landed – page 2 of 3 – Pressbox</title>');
    for (const [number, status] of [
      [1, 200],
      [3, 302],
      [4, 302],
      [5, 404],
      [0, 404],
    ] as const) {
      const answer = await running.ask('GET', `/live/${slug}/page/${number}`);
      expect([number, answer.status]).toEqual([number, status]);
    }
  });

  it('that skipped numbers left empty lead to the one below', async () => {
    await using running = await runningApp();
    const { slug, id } = await running.createArticle();
    await publish(running, id, 5);
    const newest = (await running.store.snapshot(id))?.entries[0];
    if (newest === undefined) throw new Error('there are entries');
    const entry = { ...newest, id: 'far-above', number: 90 };
    await running.store.transaction(tx => tx.append(id, [{ type: 'entry-published', entry }], 0));

    const answer = await running.ask('GET', `/live/${slug}/page/2`);

    expect([answer.status, answer.headers.get('location')]).toEqual([301, `/live/${slug}/page/1`]);
  });
});

async function publish(running: RunningApp, id: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await running.publish(id, `Entry ${n}`);
}
