import { getSchema } from '@tiptap/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, Body, type Inline, type Mark } from '#shared/body.ts';
import { docOf, emptyDoc, isSameDoc, readBody } from './body-doc.ts';
import { editorExtensions } from './editor-extensions.ts';

const schema = getSchema(editorExtensions);

describe('the editor’s schema', () => {
  it('knows the blocks and marks of a body and no others', () => {
    expect(Object.keys(schema.nodes).sort()).toEqual([
      'blockquote',
      'bulletList',
      'doc',
      'embed',
      'gallery',
      'hardBreak',
      'heading',
      'horizontalRule',
      'image',
      'keyFigure',
      'listItem',
      'orderedList',
      'paragraph',
      'text',
    ]);
    expect(Object.keys(schema.marks).sort()).toEqual(['bold', 'italic', 'link']);
  });

  it('gives links their address and lists their start, and nothing else', () => {
    expect(Object.keys(schema.marks.link?.spec.attrs ?? {})).toEqual(['href']);
    expect(Object.keys(schema.nodes.orderedList?.spec.attrs ?? {})).toEqual(['start']);
  });

  it('holds every body there can be, and gives it back as it was', () => {
    fc.assert(
      fc.property(bodies(), body => {
        const doc = schema.nodeFromJSON(docOf(Body.parse(body)));
        doc.check();
        const read = readBody(doc.toJSON());
        expect(read.error).toBeUndefined();
        expect(isSameDoc(docOf(read.data as Body), docOf(Body.parse(body)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('readBody', () => {
  it('leaves out paragraphs that only made room', () => {
    const doc = { type: 'doc', content: [paragraph(), paragraph('One'), paragraph(), paragraph('Two'), paragraph()] };
    expect(readBody(doc).data).toEqual({ type: 'doc', content: [paragraph('One'), paragraph('Two')] });
    expect(readBody(emptyDoc()).data).toEqual({ type: 'doc', content: [] });
  });

  it('takes the marks of a selection off its line breaks', () => {
    const marks = [{ type: 'bold' }];
    const content = [
      { type: 'text', text: 'a', marks },
      { type: 'hardBreak', marks },
      { type: 'text', text: 'b', marks },
    ];
    const read = readBody({ type: 'doc', content: [{ type: 'paragraph', content }] });
    expect(read.data?.content[0]).toEqual({
      type: 'paragraph',
      content: [{ type: 'text', text: 'a', marks }, { type: 'hardBreak' }, { type: 'text', text: 'b', marks }],
    });
  });

  it('says what is wrong with a link that leads nowhere', () => {
    const marks = [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }];
    const read = readBody({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks }] }],
    });
    expect(read.success).toBe(false);
  });
});

describe('docOf', () => {
  it('leaves a line to write on after a picture, which would be written over else', () => {
    const body = Body.parse({ type: 'doc', content: [{ type: 'image', attrs: PICTURE }] });
    expect(docOf(body).content?.at(-1)).toEqual({ type: 'paragraph' });
    expect(readBody(docOf(body)).data).toEqual(body);
  });

  it('gives a list item that begins with a list the paragraph that the editor needs', () => {
    const inner = { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('deep')] }] };
    const doc = docOf(
      Body.parse({ type: 'doc', content: [{ type: 'bulletList', content: [{ type: 'listItem', content: [inner] }] }] }),
    );
    schema.nodeFromJSON(doc).check();
  });
});

const PICTURE = {
  ...{ src: '/media/0123456789abcdef.jpg', width: 640, height: 480 },
  ...{ alt: 'A', caption: '', credit: 'B' },
};

function paragraph(text?: string) {
  return { type: 'paragraph', ...(text === undefined ? {} : { content: [{ type: 'text', text }] }) };
}

/** Bodies as an editor or another program may have written them. */
function bodies(): fc.Arbitrary<Body> {
  return fc
    .array(fc.oneof(filledParagraph(), heading(), quote(), list(1), leaf()), { maxLength: 6 })
    .map(content => ({ type: 'doc', content }));
}

function inline(): fc.Arbitrary<Inline[]> {
  const mark: fc.Arbitrary<Mark[]> = fc.subarray<Mark>([
    { type: 'link', attrs: { href: 'https://example.org/a?b=c' } },
    { type: 'bold' },
    { type: 'italic' },
  ]);
  const text = fc
    .tuple(fc.string({ minLength: 1, maxLength: 12 }), mark)
    .map(([value, marks]): Inline => ({ type: 'text', text: value, ...(marks.length === 0 ? {} : { marks }) }));
  const broken = fc.constant<Inline>({ type: 'hardBreak' });
  // Between two runs of text a break: the editor joins runs of the same marks, which says the same.
  return fc
    .array(text, { minLength: 1, maxLength: 3 })
    .chain(runs => broken.map(gap => runs.flatMap((run, n) => (n === 0 ? [run] : [gap, run]))));
}

function filledParagraph(): fc.Arbitrary<Extract<Block, { type: 'paragraph' }>> {
  return inline().map(content => ({ type: 'paragraph', content }));
}

function heading(): fc.Arbitrary<Block> {
  return fc
    .tuple(fc.constantFrom(2 as const, 3 as const), inline())
    .map(([level, content]) => ({ type: 'heading', attrs: { level }, content }));
}

function quote(): fc.Arbitrary<Block> {
  return fc
    .tuple(fc.array(filledParagraph(), { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([content, isNamed]) => ({
      type: 'blockquote',
      ...(isNamed ? { attrs: { attribution: 'Yuri Gagarin' } } : {}),
      content,
    }));
}

function list(depth: number): fc.Arbitrary<Extract<Block, { type: 'bulletList' | 'orderedList' }>> {
  const more = depth < 3 ? fc.array(list(depth + 1), { maxLength: 1 }) : fc.constant([]);
  const item = fc
    .tuple(filledParagraph(), more)
    .map(([first, rest]) => ({ type: 'listItem' as const, content: [first, ...rest] }));
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    items.map(content => ({ type: 'bulletList' as const, content })),
    fc
      .tuple(items, fc.nat(100))
      .map(([content, start]) => ({ type: 'orderedList' as const, attrs: { start }, content })),
  );
}

function leaf(): fc.Arbitrary<Block> {
  return fc.constantFrom<Block>(
    { type: 'horizontalRule' },
    { type: 'image', attrs: PICTURE },
    { type: 'image', attrs: { ...PICTURE, decorative: true } },
    { type: 'gallery', attrs: { images: [PICTURE, { ...PICTURE, decorative: true }] } },
    { type: 'keyFigure', attrs: { value: '108 min', label: 'in space' } },
    { type: 'embed', attrs: { provider: 'youtube', url: 'https://youtu.be/dQw4w9WgXcQ', title: 'C' } },
  );
}
