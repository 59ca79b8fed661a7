import type { JSONContent } from '@tiptap/core';
import { Body } from '#shared/body.ts';

/**
 * A body as the editor holds it. ProseMirror needs a paragraph at the start of a document and of a list item where the model needs
 * none; otherwise the two are the same.
 */
export function docOf(body: Body): JSONContent {
  const content = (body.content as JSONContent[]).map(forEditor);
  return { type: 'doc', content: content.length === 0 ? [EMPTY_PARAGRAPH] : content };
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
  return { type: 'doc', content: (doc.content ?? []).filter(isMeant).map(withoutMarksOnBreaks) };
}

/** Empty paragraphs are how people make room while they write; the page has its own spacing. */
function isMeant(block: JSONContent): boolean {
  return block.type !== 'paragraph' || (block.content ?? []).length > 0;
}

/** ProseMirror puts the marks of a selection on its line breaks too, where they mean nothing. */
function withoutMarksOnBreaks(node: JSONContent): JSONContent {
  if (node.type === 'hardBreak') return { type: 'hardBreak' };
  return node.content === undefined ? node : { ...node, content: node.content.map(withoutMarksOnBreaks) };
}
