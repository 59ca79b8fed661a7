import { createElement, Fragment, type ReactNode } from 'react';
import type { Block, Body, Inline, ListItem, Mark } from '#shared/body.ts';

export interface BodyViewProps {
  readonly body: Body;
  /** The level of the heading that the body stands under; its own headings come below that. */
  readonly under: 1 | 2 | 3 | 4;
}

type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

/** The one way from a body to markup, on the server and in the browser. */
export function BodyView({ body, under }: BodyViewProps): ReactNode {
  return inOrder(body.content.map(block => blockView(block, under)));
}

/** A provider's name, as it is written. Embeds of the kind `link` go by their host. */
const PROVIDERS: Readonly<Record<BlockOf<'embed'>['attrs']['provider'], string | null>> = {
  youtube: 'YouTube',
  vimeo: 'Vimeo',
  x: 'X',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  instagram: 'Instagram',
  tiktok: 'TikTok',
  spotify: 'Spotify',
  soundcloud: 'SoundCloud',
  link: null,
};

function blockView(block: Block, under: number): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return paragraphView(block.content);
    case 'heading':
      return createElement(`h${Math.min(under + block.attrs.level - 1, 6)}`, null, inlineView(block.content));
    case 'blockquote':
      return <blockquote>{inOrder(block.content.map(paragraph => paragraphView(paragraph.content)))}</blockquote>;
    case 'bulletList':
    case 'orderedList':
      return listView(block);
    case 'image':
      return imageView(block);
    case 'embed':
      return embedView(block);
    case 'horizontalRule':
      return <hr />;
    default:
      block satisfies never;
      return null;
  }
}

function paragraphView(content: readonly Inline[] | undefined): ReactNode {
  return content?.length ? <p>{inlineView(content)}</p> : null;
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

function imageView({ attrs }: BlockOf<'image'>): ReactNode {
  const { src, width, height, alt, caption, credit } = attrs;
  return (
    <figure>
      <img src={src} width={width} height={height} alt={alt} loading="lazy" decoding="async" />
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <span className="credit">{credit}</span>}
        </figcaption>
      )}
    </figure>
  );
}

/** Only a link: nothing is asked of anybody else before the reader goes there. */
function embedView({ attrs }: BlockOf<'embed'>): ReactNode {
  const host = hostOf(attrs.url);
  return (
    <a className="embed" href={attrs.url} rel="noopener nofollow">
      <span className="embed-provider">{PROVIDERS[attrs.provider] ?? host}</span>
      <span className="embed-title">{attrs.title || attrs.url}</span>
    </a>
  );
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

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
}
