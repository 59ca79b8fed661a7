import { createElement, Fragment, memo, type ReactNode } from 'react';
import type { Block, Body, Inline, ListItem, Mark } from '#shared/body.ts';
import { Rich } from './rich/rich.tsx';
import type { Voice } from './rich/rich-block.tsx';

export interface BodyViewProps {
  readonly body: Body;
  /** The level of the heading that the body stands under; its own headings come below that. */
  readonly under: 1 | 2 | 3 | 4;
  readonly voice?: Voice;
}

type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

/** The one way from a body to markup, on the server and in the browser. Drawn anew only where it says something else. */
export const BodyView = memo(function BodyView({ body, under, voice }: BodyViewProps): ReactNode {
  return inOrder(body.content.map(block => blockView(block, under, voice)));
}, isSame);

/** What a voice's labels are follows from its texts and from what the body stands in. */
function isSame(one: BodyViewProps, other: BodyViewProps): boolean {
  return one.body === other.body && one.under === other.under && one.voice?.texts === other.voice?.texts;
}

function blockView(block: Block, under: number, voice: Voice | undefined): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return paragraphView(block.content);
    case 'heading':
      return createElement(`h${Math.min(under + block.attrs.level - 1, 6)}`, null, inlineView(block.content));
    case 'blockquote':
      return quoteView(block);
    case 'bulletList':
    case 'orderedList':
      return listView(block);
    case 'horizontalRule':
      return <hr />;
    case 'image':
    case 'gallery':
    case 'keyFigure':
    case 'embed':
      return <Rich part="RichBlock" block={block} voice={voice} />;
    default:
      block satisfies never;
      return null;
  }
}

function paragraphView(content: readonly Inline[] | undefined): ReactNode {
  return content?.length ? <p>{inlineView(content)}</p> : null;
}

function quoteView({ attrs, content }: BlockOf<'blockquote'>): ReactNode {
  const words = <blockquote>{inOrder(content.map(paragraph => paragraphView(paragraph.content)))}</blockquote>;
  if (!attrs) return words;
  return (
    <figure className="quote">
      {words}
      <figcaption>{attrs.attribution}</figcaption>
    </figure>
  );
}

function listView(list: BlockOf<'bulletList' | 'orderedList'>): ReactNode {
  const items = inOrder(list.content.map(itemView));
  return list.type === 'bulletList' ? <ul>{items}</ul> : <ol start={list.attrs?.start}>{items}</ol>;
}

function itemView(item: ListItem): ReactNode {
  return <li>{inOrder(item.content.map(itemPartView))}</li>;
}

function itemPartView(part: ListItem['content'][number]): ReactNode {
  return part.type === 'paragraph' ? paragraphView(part.content) : listView(part);
}

function inlineView(nodes: readonly Inline[] = []): ReactNode {
  return inOrder(nodes.map(nodeView));
}

function nodeView(node: Inline): ReactNode {
  return node.type === 'hardBreak' ? <br /> : (node.marks ?? []).reduce(marked, node.text);
}

function marked(inside: ReactNode, mark: Mark): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{inside}</strong>;
    case 'italic':
      return <em>{inside}</em>;
    case 'link':
      return (
        <a href={mark.attrs.href} rel="noopener nofollow">
          {inside}
        </a>
      );
    default:
      mark satisfies never;
      return inside;
  }
}

/** A body is replaced as a whole, so its parts need no key but their place. */
function inOrder(parts: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts);
}
