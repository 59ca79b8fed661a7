import type { JSONContent } from '@tiptap/core';
import { Body } from '#shared/body.ts';

/**
 * A body as the editor holds it. ProseMirror needs a paragraph at the start of a list item where the model needs none, and who goes on
 * writing needs one after a picture, which would be written over else; otherwise the two are the same.
 */
export function docOf(body: Body): JSONContent {
  const content = (body.content as JSONContent[]).map(forEditor);
  const last = content.at(-1)?.type ?? '';
  return { type: 'doc', content: WRITABLE.includes(last) ? content : [...content, EMPTY_PARAGRAPH] };
}

/** What the editor holds, as a body, or why it is none. */
export function readBody(doc: JSONContent): ReturnType<typeof Body.safeParse> {
  return Body.safeParse(meant(doc));
}

export function isSameDoc(a: JSONContent, b: JSONContent): boolean {
  return JSON.stringify(meant(a)) === JSON.stringify(meant(b));
}

export function emptyDoc(): JSONContent {
  return { type: 'doc', content: [EMPTY_PARAGRAPH] };
}

/** Where the cursor can stand at the end. */
const WRITABLE = ['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList'];
const EMPTY_PARAGRAPH: JSONContent = { type: 'paragraph' };

function forEditor(node: JSONContent): JSONContent {
  if (node.content === undefined) return node;
  const content = node.content.map(forEditor);
  const startsWithList = node.type === 'listItem' && content[0]?.type !== 'paragraph';
  return {
    ...node,
    ...(node.type === 'orderedList' ? { attrs: { start: 1, ...node.attrs } } : {}),
    content: startsWithList ? [EMPTY_PARAGRAPH, ...content] : content,
  };
}

function meant(doc: JSONContent): JSONContent {
  return { type: 'doc', content: (doc.content ?? []).filter(isMeant).map(asStored) };
}

/** Empty paragraphs are how people make room while they write; the page has its own spacing. */
function isMeant(block: JSONContent): boolean {
  return block.type !== 'paragraph' || (block.content ?? []).length > 0;
}

/** ProseMirror names every attribute, and puts the marks of a selection on its line breaks too, where they mean nothing. */
function asStored(node: JSONContent): JSONContent {
  switch (node.type) {
    case 'hardBreak':
      return { type: 'hardBreak' };
    case 'image':
      return { ...node, attrs: withoutDefaults(node.attrs ?? {}) };
    case 'blockquote': {
      const { attrs, ...quote } = inside(node);
      return attrs?.attribution ? { type: 'blockquote', attrs, content: quote.content ?? [] } : quote;
    }
    default:
      return inside(node);
  }
}

function inside(node: JSONContent): JSONContent {
  return node.content === undefined ? node : { ...node, content: node.content.map(asStored) };
}

function withoutDefaults({ decorative, ...attrs }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { src, width, height, alt, ...more } = attrs;
  return { src, width, height, alt, ...(decorative ? { decorative } : {}), ...more };
}
