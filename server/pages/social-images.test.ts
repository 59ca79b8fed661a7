import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { paragraphs } from '#shared/body-text.ts';
import { drawSocialImage, type SocialCard } from './social-image.ts';
import { SocialImages } from './social-images.ts';

function makeCard(fields: Partial<SocialCard> = {}): SocialCard {
  return {
    ...{ status: 'live', statusText: 'Live', when: 'March 1, 2026', headline: 'The Eagle has landed', kicker: null },
    ...{ siteName: 'The Daily Moon', dir: 'ltr' },
    ...fields,
  };
}

describe('a picture for where something is shared', () => {
  it.each([
    ['Latin', 'The Eagle has landed'],
    ['Cyrillic', 'Орёл сел'],
    ['Greek', 'Ο αετός προσγειώθηκε'],
    ['Arabic', 'هبط النسر'],
    ['Hebrew', 'הנשר נחת'],
    ['Devanagari', 'चील उतर गई'],
  ])('writes %s', async (_, headline) => {
    const drawn = await sharp(await drawSocialImage(makeCard({ headline }))).metadata();
    const missing = headline.replace(/\p{L}/gu, '\u{10FFFD}');

    expect([drawn.format, drawn.width, drawn.height]).toEqual(['png', 1200, 630]);
    expect(await inkOf({ headline })).toBeGreaterThan(1_000);
    expect(await inkOf({ headline })).not.toBe(await inkOf({ headline: missing }));
  });

  it.each([
    ['what is as long as a headline may be', 'landed '.repeat(42)],
    ['one word without an end', 'x'.repeat(300)],
    ['markup', '</span><b>&amp; & <'],
    ['nothing that can be drawn', '\u0000\u0007'],
  ])('takes %s', async (_, headline) => {
    const drawn = await sharp(await drawSocialImage(makeCard({ headline, kicker: headline }))).metadata();
    expect([drawn.width, drawn.height]).toEqual([1200, 630]);
  });

  it('begins at the right where the language does', async () => {
    const headline = 'هبط';
    const [left, right] = await Promise.all([inkOf({ headline, dir: 'rtl' }, 0), inkOf({ headline, dir: 'rtl' }, 600)]);
    expect(left).toBe(0);
    expect(right).toBeGreaterThan(1_000);
  });
});

describe('pictures as they are kept', () => {
  it('are drawn once, one after the other, and no more than can wait', async () => {
    let running = 0;
    const drawn: string[] = [];
    const images = new SocialImages(async ({ headline }) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise(resolve => setImmediate(resolve));
      running -= 1;
      drawn.push(headline);
      return Buffer.from(headline);
    });
    const asked = Array.from({ length: 30 }, (_, n) => images.image(makeCard({ headline: `${n}` })));

    expect(() => images.image(makeCard({ headline: 'one more' }))).toThrow('Too many pictures');
    expect(await images.image(makeCard({ headline: '3' }))).toEqual(Buffer.from('3'));
    await Promise.all(asked);
    await images.image(makeCard({ headline: '3' }));
    expect(drawn).toEqual(Array.from({ length: 30 }, (_, n) => `${n}`));
  });

  it('a failure is not kept, and stops nobody else', async () => {
    let tries = 0;
    const images = new SocialImages(async () => {
      tries += 1;
      if (tries === 1) throw new Error('no ink');
      return Buffer.from('drawn');
    });
    const failed = images.image(makeCard());
    const other = images.image(makeCard({ headline: 'Another' }));

    await expect(failed).rejects.toThrow('no ink');
    expect(await other).toEqual(Buffer.from('drawn'));
    expect(await images.image(makeCard())).toEqual(Buffer.from('drawn'));
  });
});

describe('the addresses of pictures', () => {
  it('[R4] an article has one, an entry has one, and each changes with what it says', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle({ headline: 'The Eagle has landed' });
    const { entryId } = await running.send(id, {
      ...{ type: 'publish-entry', entry: { headline: 'Docked', body: paragraphs(['They are one.']) } },
    });
    const ask = (path: string, etag = 'none') =>
      running.ask('GET', `/live/${slug}${path}`, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
    const [article, entry] = [await ask('/social.png'), await ask('/entry/1/social.png')];
    await running.publish(id, 'Another');
    const same = await ask('/entry/1/social.png', entry.headers.get('etag') ?? '');
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' });
    const withdrawn = await ask('/entry/1/social.png', entry.headers.get('etag') ?? '');

    expect([article.status, entry.status, same.status, withdrawn.status]).toEqual([200, 200, 304, 200]);
    expect(article.headers.get('content-type')).toBe('image/png');
    expect(article.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1, stale-while-revalidate=1');
    expect(article.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(article.headers.get('etag')).not.toBe(entry.headers.get('etag'));
  });

  it('are drawn also by a server that has taken a picture', async () => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    await running.upload(await testPicture());

    expect((await running.ask('GET', `/live/${slug}/social.png`)).status).toBe(200);
  });

  it.each(['/live/nowhere/social.png', '/live/SLUG/entry/7/social.png', '/live/SLUG/entry/x/social.png'])(
    '%s is answered 404',
    async path => {
      await using running = await runningApp();
      const { slug } = await running.createArticle();
      expect((await running.ask('GET', path.replace('SLUG', slug))).status).toBe(404);
    },
  );
});

/** How many dots of the headline's place, from `left` on for half the width, are not paper. */
async function inkOf(fields: Partial<SocialCard>, left = 0): Promise<number> {
  const place = { left, top: 150, width: 600, height: 330 };
  const png = await drawSocialImage(makeCard({ dir: 'ltr', ...fields }));
  const dots = await sharp(png).extract(place).greyscale().raw().toBuffer();
  return dots.filter(value => value > 100).length;
}
