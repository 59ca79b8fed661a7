import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Picture } from '#shared/body.ts';
import { textsFor } from '../languages.ts';
import { RichBlock, type RichBlockProps } from './rich-block.tsx';

const voice = { texts: textsFor('en'), labels: {} };

function markup(block: RichBlockProps['block']): string {
  return renderToStaticMarkup(<RichBlock block={block} voice={voice} />);
}

const picture: Picture = {
  ...{ src: '/media/0123456789abcdef.jpg', width: 1_200, height: 800 },
  ...{ alt: 'A rocket', caption: 'At dawn.', credit: 'NASA' },
};

describe('a picture', () => {
  it('has its size, description, caption and credit, copies for every screen, and leads to itself', () => {
    expect(markup({ type: 'image', attrs: picture })).toBe(
      '<figure class="picture"><a class="picture-link" href="/media/0123456789abcdef.jpg"><picture>' +
        '<source type="image/webp" srcSet="/media/0123456789abcdef-480.webp 480w, /media/0123456789abcdef-960.webp 960w, ' +
        '/media/0123456789abcdef-1200.webp 1200w" sizes="(min-width: 42rem) 39rem, 100vw"/>' +
        '<img src="/media/0123456789abcdef.jpg" width="1200" height="800" alt="A rocket" loading="lazy" decoding="async"/>' +
        '</picture></a><figcaption>At dawn. <span class="credit">NASA</span></figcaption></figure>',
    );
  });

  it('[R5] that is decoration is not read out, and is no link without a name', () => {
    const html = markup({ type: 'image', attrs: { ...picture, decorative: true, caption: '', credit: '' } });

    expect(html).toContain('alt=""');
    expect(html).not.toContain('<a');
    expect(html).not.toContain('figcaption');
  });

  it('stands with others in a gallery', () => {
    const html = markup({ type: 'gallery', attrs: { images: [picture, { ...picture, alt: 'A tower' }] } });

    expect(html).toMatch(/^<ul class="gallery"><li><figure.*alt="A rocket".*<\/li><li><figure.*alt="A tower"/);
  });
});

describe('an embed', () => {
  it('is a card that names where it leads, and loads nothing', () => {
    const html = markup({
      type: 'embed',
      attrs: { provider: 'youtube', url: 'https://youtu.be/dQw4w9WgXcQ', title: 'Lift-off' },
    });

    expect(html).toBe(
      '<div class="embed embed-framed"><a class="embed-link" href="https://youtu.be/dQw4w9WgXcQ" rel="noopener nofollow">' +
        '<span class="embed-provider">YouTube</span> <span class="embed-title">Lift-off</span></a>' +
        '<p class="embed-note"> Shown here, it loads content from YouTube.</p></div>',
    );
  });

  it('of a server that anybody may run stays a link, and says so', () => {
    const url = 'https://mastodon.social/@Gargron/112233445566';
    const html = markup({ type: 'embed', attrs: { provider: 'mastodon', url, title: '' } });

    expect(html).toContain('It opens at Mastodon; it cannot be shown here.');
    expect(html).not.toContain('embed-framed');
  });

  it('of any other page is a link that names its host', () => {
    const html = markup({ type: 'embed', attrs: { provider: 'link', url: 'https://www.example.org/a', title: '' } });

    expect(html).toContain('>example.org</span> <span class="embed-title">https://www.example.org/a<');
    expect(html).not.toContain('embed-note');
  });

  it('[S] whose address is not its provider’s, as entries from before may have, is never framed', () => {
    const html = markup({ type: 'embed', attrs: { provider: 'youtube', url: 'https://evil.example/x', title: '' } });

    expect(html).toContain('href="https://evil.example/x"');
    expect(html).not.toContain('embed-framed');
  });
});

it('a key figure has its value and what it counts', () => {
  expect(markup({ type: 'keyFigure', attrs: { value: '108 min', label: 'from lift-off to landing' } })).toBe(
    '<p class="key-figure"><strong class="key-figure-value">108 min</strong> ' +
      '<span class="key-figure-label">from lift-off to landing</span></p>',
  );
});
