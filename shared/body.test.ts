import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Body,
  LinkUrl,
  MAX_BLOCKS,
  MAX_INLINE_NODES,
  MAX_LIST_DEPTH,
  MAX_LIST_ITEMS,
  MAX_TEXT_RUN_CHARS,
  MAX_URL_CHARS,
} from './body.ts';

const paragraph = { type: 'paragraph' };
const text = { type: 'text', text: 'words' };
const picture = {
  src: '/media/0123456789abcdef.jpg',
  width: 1,
  height: 1,
  alt: '',
  caption: '',
  credit: '',
};

describe('a body takes', () => {
  it.each([
    ['nothing at all', []],
    ['an empty paragraph', [paragraph]],
    [
      'text with every mark',
      [inParagraph(marked({ type: 'bold' }, { type: 'italic' }, link('mailto:desk@example.org')))],
    ],
    ['a line break', [inParagraph({ type: 'hardBreak' })]],
    ['headings of level 2 and 3', [heading(2), heading(3)]],
    ['a quotation', [{ type: 'blockquote', content: [paragraph] }]],
    ['lists', [list(MAX_LIST_DEPTH), { type: 'orderedList', attrs: { start: 5 }, content: [item(paragraph)] }]],
    ['a divider', [{ type: 'horizontalRule' }]],
    ['a picture stored here', [{ type: 'image', attrs: picture }]],
    ['a picture that is only decoration', [{ type: 'image', attrs: { ...picture, decorative: true } }]],
    ['a gallery', [{ type: 'gallery', attrs: { images: [picture, picture] } }]],
    ['a quotation of somebody', [{ type: 'blockquote', attrs: { attribution: 'Gagarin' }, content: [paragraph] }]],
    ['a key figure', [{ type: 'keyFigure', attrs: { value: '108 min', label: 'in space' } }]],
    ['an embed', [{ type: 'embed', attrs: { provider: 'youtube', url: 'https://youtu.be/dQw4w9WgXcQ', title: '' } }]],
    [
      'as much as its limits say',
      [...Array(MAX_BLOCKS - 1).fill(paragraph), inParagraph(...Array(MAX_INLINE_NODES).fill(text))],
    ],
  ])('%s', (_, content) => {
    const body = { type: 'doc', content };
    expect(Body.parse(body)).toEqual(body);
  });

  it('whatever survives a journey through JSON', () => {
    fc.assert(
      fc.property(anyBody, body => {
        const parsed = Body.parse(body);
        expect(Body.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      }),
    );
  });
});

describe('a body refuses, saying where', () => {
  it.each([
    ['an unknown block', [{ type: 'script' }], 'content.0.type', 'Invalid discriminator value'],
    [
      'an unknown inline node',
      [inParagraph({ type: 'video' })],
      'content.0.content.0.type',
      'Invalid discriminator value',
    ],
    [
      'an unknown mark',
      [inParagraph(marked({ type: 'code' }))],
      'content.0.content.0.marks.0.type',
      'Invalid discriminator',
    ],
    ['an attribute', [{ ...paragraph, attrs: { style: 'x' } }], 'content.0', 'Unrecognized key: "attrs"'],
    [
      'an attribute of a link',
      [inParagraph(marked({ ...link(), attrs: { href: 'https://a.example', target: '_top' } }))],
      'content.0.content.0.marks.0.attrs',
      'Unrecognized key: "target"',
    ],
    [
      'an attribute of a picture',
      [{ type: 'image', attrs: { ...picture, onerror: 'x' } }],
      'content.0.attrs',
      'Unrecognized key: "onerror"',
    ],
    [
      'a prototype',
      [JSON.parse('{"type":"paragraph","__proto__":{"text":"x"}}')],
      'content.0',
      'Unrecognized key: "__proto__"',
    ],
    ['a constructor', [{ ...paragraph, constructor: 'x' }], 'content.0', 'Unrecognized key: "constructor"'],
    ['a heading of level 1', [heading(1)], 'content.0.attrs.level', 'Invalid input'],
    ['empty text', [inParagraph({ type: 'text', text: '' })], 'content.0.content.0.text', 'Too small'],
    [
      'text too long',
      [inParagraph({ type: 'text', text: 'x'.repeat(MAX_TEXT_RUN_CHARS + 1) })],
      'content.0.content.0.text',
      'Too big',
    ],
    ['too many inline nodes', [inParagraph(...Array(MAX_INLINE_NODES + 1).fill(text))], 'content.0.content', 'Too big'],
    ['too many blocks', Array(MAX_BLOCKS + 1).fill(paragraph), 'content', 'Too big'],
    ['an empty quotation', [{ type: 'blockquote', content: [] }], 'content.0.content', 'Too small'],
    [
      'a quotation in a quotation',
      [{ type: 'blockquote', content: [{ type: 'blockquote', content: [paragraph] }] }],
      'content.0.content.0.type',
      'Invalid input',
    ],
    ['a list without items', [{ type: 'bulletList', content: [] }], 'content.0.content', 'Too small'],
    [
      'a list too long',
      [{ type: 'bulletList', content: Array(MAX_LIST_ITEMS + 1).fill(item(paragraph)) }],
      'content.0.content',
      'Too big',
    ],
    [
      'a picture of somebody else',
      [{ type: 'image', attrs: { ...picture, src: 'https://a.example/a.jpg' } }],
      'content.0.attrs.src',
      'must be a picture stored here',
    ],
    [
      'a picture outside its folder',
      [{ type: 'image', attrs: { ...picture, src: '/media/../secret.jpg' } }],
      'content.0.attrs.src',
      'must be a picture stored here',
    ],
    [
      'an unknown provider',
      [{ type: 'embed', attrs: { provider: 'evil', url: 'https://a.example', title: '' } }],
      'content.0.attrs.provider',
      'Invalid option',
    ],
    [
      'an embed whose address is somebody else’s',
      [{ type: 'embed', attrs: { provider: 'youtube', url: 'https://evil.example/dQw4w9WgXcQ', title: '' } }],
      'content.0.attrs.url',
      'no address of this provider',
    ],
    ['a gallery of one', [{ type: 'gallery', attrs: { images: [picture] } }], 'content.0.attrs.images', 'Too small'],
    [
      'a key figure without a figure',
      [{ type: 'keyFigure', attrs: { value: ' ', label: 'in space' } }],
      'content.0.attrs.value',
      'Too small',
    ],
    [
      'a script as an embed',
      [{ type: 'embed', attrs: { provider: 'link', url: 'javascript:x', title: '' } }],
      'content.0.attrs.url',
      'must be an http',
    ],
    [
      'a script as a link',
      [paragraph, inParagraph(marked(link('javascript:alert(1)')))],
      'content.1.content.0.marks.0.attrs.href',
      'must be an http',
    ],
    ['lists nested too deep', [list(MAX_LIST_DEPTH + 1)], '', 'lists nest at most 3 deep'],
  ])('%s', (_, content, path, reason) => {
    const [issue] = Body.safeParse({ type: 'doc', content }).error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toContain(reason);
  });

  it.each([
    ['null', null],
    ['HTML', '<p>words</p>'],
    ['a bare list of blocks', [paragraph]],
    ['another root', { type: 'paragraph', content: [] }],
    ['marks on the root', { type: 'doc', content: [], marks: [] }],
  ])('%s', (_, body) => {
    expect(Body.safeParse(body).success).toBe(false);
  });
});

describe('a link', () => {
  it.each([
    'https://example.org/a?b=c#d',
    'HTTP://EXAMPLE.ORG',
    'mailto:desk@example.org',
    'https://пример.рф/путь',
    'http://[::1]:80/',
  ])('may be %s', url => {
    expect(LinkUrl.safeParse(url).success).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/x',
    '//example.org',
    '/live/elsewhere',
    'example.org',
    'https:example.org',
    'https:\\\\example.org',
    'https://',
    'https://[',
    'http://a:99999/',
    'https://a b/',
    'https://a\u0000b/',
    'mailto:',
    '',
    `https://example.org/${'x'.repeat(MAX_URL_CHARS)}`,
  ])('may not be %j', url => {
    expect(LinkUrl.safeParse(url).success).toBe(false);
  });

  it('loses what a browser would ignore in it: spaces around, line breaks and tabs within', () => {
    expect(LinkUrl.parse(' https://example.org/a\n\tb ')).toBe('https://example.org/ab');
  });
});

const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const anyMark = fc.oneof(
  fc.constantFrom({ type: 'bold' }, { type: 'italic' }),
  fc.webUrl().map(href => link(href)),
);
const anyInline = fc.array(
  fc.oneof(
    fc.record(
      { type: fc.constant('text'), text: anyText, marks: fc.array(anyMark, { maxLength: 3 }) },
      { requiredKeys: ['type', 'text'] },
    ),
    fc.constant({ type: 'hardBreak' }),
  ),
  { maxLength: 5 },
);
const anyParagraph = fc.record({ type: fc.constant('paragraph'), content: anyInline }, { requiredKeys: ['type'] });
const { anyList } = fc.letrec<{ anyList: object }>(tie => ({
  anyList: fc.record({
    type: fc.constantFrom('bulletList', 'orderedList'),
    content: fc.array(
      fc
        .array(fc.oneof({ maxDepth: MAX_LIST_DEPTH - 1 }, anyParagraph, tie('anyList')), { minLength: 1, maxLength: 3 })
        .map(content => item(...content)),
      { minLength: 1, maxLength: 3 },
    ),
  }),
}));
const anyBlock = fc.oneof(
  anyParagraph,
  anyList,
  fc.record({ type: fc.constant('heading'), attrs: fc.record({ level: fc.constantFrom(2, 3) }), content: anyInline }),
  fc.record({ type: fc.constant('blockquote'), content: fc.array(anyParagraph, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ type: 'horizontalRule' }),
);
const anyBody = fc.record({ type: fc.constant('doc'), content: fc.array(anyBlock, { maxLength: 6 }) });

function inParagraph(...content: object[]) {
  return { type: 'paragraph', content };
}

function marked(...marks: object[]) {
  return { ...text, marks };
}

function link(href = 'https://a.example') {
  return { type: 'link', attrs: { href } };
}

function heading(level: number) {
  return { type: 'heading', attrs: { level }, content: [text] };
}

function item(...content: object[]) {
  return { type: 'listItem', content };
}

function list(depth: number): object {
  return { type: 'bulletList', content: [item(paragraph, ...(depth > 1 ? [list(depth - 1)] : []))] };
}
