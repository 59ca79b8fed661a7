import { describe, expect, it } from 'vitest';
import type { Block, Body } from './body.ts';
import { bodyText, isBlank, paragraphs } from './body-text.ts';

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

describe('a body is blank', () => {
  it.each([
    ['without blocks', bodyOf(), true],
    ['with empty paragraphs', paragraphs(['', '']), true],
    [
      'with spaces and line breaks',
      bodyOf({ type: 'paragraph', content: [text(' \n\u00a0'), { type: 'hardBreak' }] }),
      true,
    ],
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
