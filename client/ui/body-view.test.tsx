import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Block, Body, Inline } from '#shared/body.ts';
import { BodyView, type BodyViewProps } from './body-view.tsx';

function markup(content: readonly unknown[], under: BodyViewProps['under'] = 3): string {
  const body = { type: 'doc', content } as Body;
  return renderToStaticMarkup(<BodyView body={body} under={under} />);
}

function paragraph(...content: Inline[]): Block {
  return { type: 'paragraph', content };
}

const text = (words: string, ...marks: NonNullable<Extract<Inline, { type: 'text' }>['marks']>): Inline => ({
  type: 'text',
  text: words,
  marks,
});
const item = (...content: unknown[]) => ({ type: 'listItem', content });

describe('BodyView', () => {
  it('writes paragraphs with their line breaks, and none for an empty one', () => {
    const content = [paragraph(text('One'), { type: 'hardBreak' }, text('two')), { type: 'paragraph' }];
    expect(markup(content)).toBe('<p>One<br/>two</p>');
  });

  it('writes emphasis and links, which vouch for nobody', () => {
    const link = { type: 'link', attrs: { href: 'https://example.com/?a=1&b=2' } } as const;
    expect(markup([paragraph(text('a', { type: 'bold' }, { type: 'italic' }, link))])).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=2" rel="noopener nofollow"><em><strong>a</strong></em></a></p>',
    );
  });

  it.each([
    [1, 2, 'h2'],
    [1, 3, 'h3'],
    [3, 2, 'h4'],
    [3, 3, 'h5'],
  ] as const)('under a heading of level %i writes one of level %i as %s', (under, level, tag) => {
    const heading = { type: 'heading', attrs: { level }, content: [text('Now')] };
    expect(markup([heading], under)).toBe(`<${tag}>Now</${tag}>`);
  });

  it('writes lists in lists', () => {
    const inner = { type: 'orderedList', attrs: { start: 3 }, content: [item(paragraph(text('b')))] };
    const list = { type: 'bulletList', content: [item(paragraph(text('a')), inner)] };
    expect(markup([list])).toBe('<ul><li><p>a</p><ol start="3"><li><p>b</p></li></ol></li></ul>');
  });

  it('writes quotations and dividers', () => {
    const quote = { type: 'blockquote', content: [paragraph(text('I see the Earth.'))] };
    expect(markup([quote, { type: 'horizontalRule' }])).toBe('<blockquote><p>I see the Earth.</p></blockquote><hr/>');
  });

  it('writes under a quotation who said it', () => {
    const attrs = { attribution: 'Yuri Gagarin' };
    const quote = { type: 'blockquote', attrs, content: [paragraph(text('I see the Earth.'))] };
    expect(markup([quote])).toBe(
      '<figure class="quote"><blockquote><p>I see the Earth.</p></blockquote><figcaption>Yuri Gagarin</figcaption></figure>',
    );
  });

  it('shows text as text, whatever it looks like', () => {
    expect(markup([paragraph(text('<script>alert(1)</script>'))])).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  });

  it('leaves out a kind of block that it does not know', () => {
    expect(markup([{ type: 'poll', attrs: {} }, paragraph(text('On.'))])).toBe('<p>On.</p>');
  });
});
