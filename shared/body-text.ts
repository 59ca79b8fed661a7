import type { Block, Body, Inline, ListItem, Picture } from './body.ts';

/** Plain text of a body: a blank line between blocks, list items on lines of their own. For titles, descriptions and search. */
export function bodyText(body: Body): string {
  return body.content
    .map(blockText)
    .filter(text => text !== '')
    .join('\n\n');
}

/** A word is cut rather than losing more than a third of what may be said. */
const LEAST_SHARE = 2 / 3;
/** A sign, or the half of one, with the marks on it. Of what is longer no more is looked for, so that no text takes long. */
const LAST_SIGN = /.[\p{M}\u200d]{0,9}$/u;

/** A text as one line of at most `maxChars`: cut between words, or between signs where a word is very long or there are no spaces. */
export function shortened(text: string, maxChars: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxChars) return line;
  const beyond = line.slice(0, maxChars + 1);
  const end = beyond.lastIndexOf(' ');
  return `${end < maxChars * LEAST_SHARE ? beyond.replace(LAST_SIGN, '') : beyond.slice(0, end)} …`;
}

const MAX_LINE_CHARS = 90;

/** How a body begins: a name for what has none. */
export function firstLine(body: Body): string {
  const [line = ''] = bodyText(body).split('\n', 1);
  return shortened(line, MAX_LINE_CHARS);
}

/** True where a reader would see nothing of an entry. */
export function isEmpty({ headline, body }: { readonly headline: string | null; readonly body: Body }): boolean {
  return isUnseen(headline ?? '') && isBlank(body);
}

/** True where a reader would see nothing: no text, no picture, no embed. */
export function isBlank(body: Body): boolean {
  return isUnseen(bodyText(body)) && picturesIn(body).length === 0;
}

/** True of spaces, and of what only says how the signs beside it are written. */
function isUnseen(text: string): boolean {
  return /^[\s\p{Cc}\p{DI}]*$/u.test(text);
}

/** Every picture of a body, in its order. */
export function picturesIn(body: Body): readonly Picture[] {
  return body.content.flatMap(block => {
    if (block.type === 'image') return [block.attrs];
    return block.type === 'gallery' ? block.attrs.images : [];
  });
}

/** Whether somebody who does not see the picture is told what it shows, or that they miss nothing. */
export function isDescribed({ alt, decorative }: Picture): boolean {
  return decorative === true || alt.trim() !== '';
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
      return [...block.content.map(blockText), ...(block.attrs ? [`— ${block.attrs.attribution}`] : [])].join('\n');
    case 'bulletList':
    case 'orderedList':
      return block.content.map(item => item.content.map(blockText).join('\n')).join('\n');
    case 'image':
      return pictureText(block.attrs);
    case 'gallery':
      return block.attrs.images.map(pictureText).filter(Boolean).join('\n');
    case 'keyFigure':
      return `${block.attrs.value}: ${block.attrs.label}`;
    case 'embed':
      return block.attrs.title || block.attrs.url;
    case 'horizontalRule':
      return '';
    default:
      return block satisfies never;
  }
}

function pictureText({ caption, alt }: Picture): string {
  return caption || alt;
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(node => (node.type === 'text' ? node.text : '\n')).join('');
}
