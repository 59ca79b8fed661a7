import { describe, expect, it } from 'vitest';
import type { Block, Body } from './body.ts';
import { bodyText, isBlank, paragraphs, shortened } from './body-text.ts';

const text = (words: string) => ({ type: 'text' as const, text: words });
const picture = { src: '/media/0123456789abcdef.jpg', width: 1, height: 1, alt: 'The Moon', caption: '', credit: '' };

describe('the plain text of a body', () => {
  it('has a blank line between blocks, and lines where the body has them', () => {
    const body = bodyOf(
      { type: 'heading', attrs: { level: 2 }, content: [text('Landing')] },
      {
        type: 'paragraph',
        content: [text('One'), { type: 'hardBreak' }, { ...text('two'), marks: [{ type: 'bold' }] }],
      },
      { type: 'paragraph' },
      {
        type: 'blockquote',
        content: [
          { type: 'paragraph', content: [text('Go')] },
          { type: 'paragraph', content: [text('Went')] },
        ],
      },
      { type: 'horizontalRule' },
      {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [{ type: 'paragraph', content: [text('first')] }] },
          {
            type: 'listItem',
            content: [
              { type: 'paragraph', content: [text('second')] },
              {
                type: 'orderedList',
                content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [text('inner')] }] }],
              },
            ],
          },
        ],
      },
      { type: 'image', attrs: picture },
      { type: 'image', attrs: { ...picture, caption: 'Full Moon' } },
      { type: 'embed', attrs: { provider: 'link', url: 'https://example.org', title: '' } },
    );

    expect(bodyText(body)).toBe(
      'Landing\n\nOne\ntwo\n\nGo\nWent\n\nfirst\nsecond\ninner\n\nThe Moon\n\nFull Moon\n\nhttps://example.org',
    );
  });

  it('gives back the paragraphs it was made of', () => {
    expect(bodyText(paragraphs(['One', '', 'Two']))).toBe('One\n\nTwo');
    expect(paragraphs(['One', ''])).toEqual(
      bodyOf({ type: 'paragraph', content: [text('One')] }, { type: 'paragraph' }),
    );
  });
});

describe('a text that is too long for its place', () => {
  it('is cut between words', () => {
    expect(shortened('The  bridge\nis open again', 17)).toBe('The bridge is …');
    expect(shortened('The bridge is open', 13)).toBe('The bridge is …');
    expect(shortened('The bridge is', 13)).toBe('The bridge is');
  });

  it('keeps most of its place where a word is very long, or words have no spaces between them', () => {
    expect(shortened('最新消息 大桥重新开放车辆可以通行', 10)).toBe('最新消息 大桥重新开 …');
    expect(shortened(`Watch: https://example.org/${'a'.repeat(40)} and here`, 30)).toBe(
      'Watch: https://example.org/aaa …',
    );
  });

  it.each([
    ['an emoji', '🌉', 2],
    ['a letter and its marks', 'e\u0301\u0323', 3],
    ['an emoji that joins with another', '👩\u200d', 3],
  ])('is not cut within %s', (_, sign, length) => {
    expect(sign).toHaveLength(length);
    for (let chars = 20; chars < 20 + length; chars++)
      expect(shortened(`${'a'.repeat(20)}${sign}${'b'.repeat(20)}`, chars)).toBe(`${'a'.repeat(20)} …`);
    expect(shortened(`${'a'.repeat(20)}${sign}${'b'.repeat(20)}`, 20 + length)).toBe(`${'a'.repeat(20)}${sign} …`);
  });

  it('is cut as quickly whatever signs it is made of', () => {
    for (const sign of ['\u0301', '\u200d', '🌉\u200d']) {
      const text = sign.repeat(50_000);
      const begin = performance.now();
      expect(shortened(text, 20_000).isWellFormed()).toBe(true);
      expect(performance.now() - begin).toBeLessThan(500);
    }
  });
});

describe('a body is blank', () => {
  it.each([
    ['without blocks', bodyOf(), true],
    ['with empty paragraphs', paragraphs(['', '']), true],
    [
      'with spaces and line breaks',
      bodyOf({ type: 'paragraph', content: [text(' \n\u00a0'), { type: 'hardBreak' }] }),
      true,
    ],
    ['with signs that nobody sees', paragraphs(['\u200b\u200e', '\u00ad\ufeff\u3164']), true],
    ['with a sign that marks join', paragraphs(['\u200e👩\u200d👧']), false],
    ['with only a divider', bodyOf({ type: 'horizontalRule' }), true],
    ['with a word', paragraphs(['x']), false],
    ['with a picture that nobody described', bodyOf({ type: 'image', attrs: { ...picture, alt: '' } }), false],
  ])('%s: %s', (_, body, expected) => {
    expect(isBlank(body)).toBe(expected);
  });
});

function bodyOf(...content: Block[]): Body {
  return { type: 'doc', content };
}
