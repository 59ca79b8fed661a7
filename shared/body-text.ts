import type { Block, Body, Inline, ListItem } from './body.ts';

/** Plain text of a body: a blank line between blocks, list items on lines of their own. For titles, descriptions and search. */
export function bodyText(body: Body): string {
  return body.content
    .map(blockText)
    .filter(text => text !== '')
    .join('\n\n');
}

/** True where a reader would see nothing: no text, no picture, no embed. */
export function isBlank(body: Body): boolean {
  return bodyText(body).trim() === '' && !body.content.some(block => block.type === 'image' || block.type === 'embed');
}

/** A body of plain paragraphs, one for each text. */
export function paragraphs(texts: readonly string[]): Body {
  return {
    type: 'doc',
    content: texts.map(text => ({ type: 'paragraph', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) })),
  };
}

function blockText(block: Block | ListItem['content'][number]): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.content ?? []);
    case 'blockquote':
      return block.content.map(blockText).join('\n');
    case 'bulletList':
    case 'orderedList':
      return block.content.map(item => item.content.map(blockText).join('\n')).join('\n');
    case 'image':
      return block.attrs.caption || block.attrs.alt;
    case 'embed':
      return block.attrs.title || block.attrs.url;
    case 'horizontalRule':
      return '';
    default:
      return block satisfies never;
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(node => (node.type === 'text' ? node.text : '\n')).join('');
}
