import type { Block, Body, Inline, ListItem, Mark, Picture } from '#shared/body.ts';

export interface MarkdownOptions {
  /** The level of the heading that the body stands under; its own headings come below that. */
  readonly under: number;
  /** Before addresses of the site's own. */
  readonly siteUrl: string;
}

/** A body as CommonMark. */
export function bodyMarkdown(body: Body, options: MarkdownOptions): string {
  return joined(body.content.map(block => blockMarkdown(block, options)));
}

/** Text that Markdown leaves as it is, on a line of its own. */
export function plain(text: string): string {
  return escaped(text)
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

/** The same within a line. */
function escaped(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}

/** An address between angle brackets. */
export function linkTo(text: string, url: string): string {
  return `[${text}](<${url.replace(/[<>\\]/g, encodeURIComponent)}>)`;
}

function blockMarkdown(block: Block | ListItem['content'][number], options: MarkdownOptions): string {
  switch (block.type) {
    case 'paragraph':
      return inlineMarkdown(block.content);
    case 'heading':
      return `${'#'.repeat(Math.min(options.under + block.attrs.level - 1, 6))} ${inlineMarkdown(block.content)}`;
    case 'blockquote': {
      const words = block.content.map(({ content }) => inlineMarkdown(content));
      return indented(joined([...words, block.attrs ? `— ${plain(block.attrs.attribution)}` : '']), '> ', '> ');
    }
    case 'bulletList':
      return listMarkdown(block.content, () => '- ', options);
    case 'orderedList': {
      const start = block.attrs?.start ?? 1;
      return listMarkdown(block.content, index => `${start + index}. `, options);
    }
    case 'image':
      return pictureMarkdown(block.attrs, options);
    case 'gallery':
      return joined(block.attrs.images.map(picture => pictureMarkdown(picture, options)));
    case 'keyFigure':
      return `**${plain(block.attrs.value)}** ${plain(block.attrs.label)}`;
    case 'embed':
      return linkTo(plain(block.attrs.title || block.attrs.url), block.attrs.url);
    case 'horizontalRule':
      return '---';
    default:
      return block satisfies never;
  }
}

function pictureMarkdown({ src, alt, caption, credit }: Picture, { siteUrl }: MarkdownOptions): string {
  const below = [caption, credit && `© ${credit}`].filter(Boolean).map(plain).join(' ');
  return joined([`!${linkTo(plain(alt), siteUrl + src)}`, below]);
}

function listMarkdown(items: readonly ListItem[], marker: (index: number) => string, options: MarkdownOptions): string {
  return items
    .map(({ content }, index) => {
      const text = joined(content.map(part => blockMarkdown(part, options)));
      return indented(text, marker(index), ' '.repeat(marker(index).length));
    })
    .join('\n');
}

function inlineMarkdown(nodes: readonly Inline[] = []): string {
  return nodes
    .map((node, index) => {
      if (node.type === 'hardBreak') return '\\\n';
      const beginsLine = index === 0 || nodes[index - 1]?.type === 'hardBreak';
      return (node.marks ?? []).reduce(marked, beginsLine ? plain(node.text) : escaped(node.text));
    })
    .join('');
}

/** A mark begins and ends at a word: spaces inside of it would make it text. */
function marked(text: string, mark: Mark): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (inside === '') return text;
  switch (mark.type) {
    case 'bold':
      return `${before}**${inside}**${after}`;
    case 'italic':
      return `${before}*${inside}*${after}`;
    case 'link':
      return `${before}${linkTo(inside, mark.attrs.href)}${after}`;
    default:
      return mark satisfies never;
  }
}

function indented(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .map(line => line.trimEnd())
    .join('\n');
}

function joined(parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n\n');
}
