import { type AnyExtension, InputRule, type Mark, type Node } from '@tiptap/core';
import type { TagParseRule } from '@tiptap/pm/model';
import { StarterKit } from '@tiptap/starter-kit';
import { LinkUrl, MAX_LIST_DEPTH } from '#shared/body.ts';
import { blockNodes } from './blocks/block-nodes.ts';

/** The editor's schema: what it can hold is what `Body` allows, so that nothing is found wrong only when it is sent. */
export const editorExtensions: AnyExtension[] = [
  StarterKit.extend({
    addExtensions() {
      return (this.parent?.() ?? []).map(narrowed);
    },
  }).configure({
    heading: { levels: [2, 3] },
    code: false,
    codeBlock: false,
    strike: false,
    underline: false,
    dropcursor: { class: 'drop-cursor', color: false, width: 2 },
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      HTMLAttributes: { rel: null, target: null },
      isAllowedUri: url => LinkUrl.safeParse(url).success || LinkUrl.safeParse(`https://${url}`).success,
    },
  }),
  ...blockNodes,
];

/** The kit's own nodes allow more than the model does. */
function narrowed(extension: AnyExtension): AnyExtension {
  switch (extension.name) {
    case 'bold':
      return (extension as Mark).extend({ parseHTML: () => emphasis(['strong', 'b'], 'weight', 'bold') });
    case 'italic':
      return (extension as Mark).extend({ parseHTML: () => emphasis(['em', 'i'], 'slant', 'italic') });
    case 'blockquote':
      return (extension as Node).extend({
        content: 'paragraph+',
        addAttributes: () => ({
          attribution: {
            default: null,
            parseHTML: element => element.getAttribute('data-attribution'),
            renderHTML: ({ attribution }) => (attribution ? { 'data-attribution': attribution } : {}),
          },
        }),
      });
    case 'listItem':
      return (extension as Node).extend({
        content: 'paragraph (paragraph | bulletList | orderedList)*',
        addKeyboardShortcuts() {
          return {
            Enter: () => this.editor.commands.splitListItem(this.name),
            // Where the list may go no deeper, Tab leaves the editor as everywhere else.
            Tab: () =>
              listDepth(this.editor.state.selection.$from) < MAX_LIST_DEPTH &&
              this.editor.commands.sinkListItem(this.name),
            'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
          };
        },
        addInputRules: () => [markerInItem],
      });
    case 'orderedList':
      return (extension as Node).extend({
        addAttributes: () => ({ start: { default: 1, parseHTML: element => startOf(element) } }),
      });
    case 'hardBreak':
      // Mod-Enter, its other key, publishes.
      return (extension as Node).extend({
        addKeyboardShortcuts() {
          return { 'Shift-Enter': () => this.editor.commands.setHardBreak() };
        },
      });
    case 'link':
      return (extension as Mark).extend({ addAttributes: () => ({ href: { default: null } }) });
    default:
      return extension;
  }
}

/** Tags, or what `undressed` made of a style. A block may carry that too, so the search for its own meaning goes on. */
function emphasis(tags: readonly string[], key: 'weight' | 'slant', value: string): TagParseRule[] {
  return [
    ...tags.map(tag => ({ tag: `${tag}:not([data-${key}="normal"])` })),
    { tag: `[data-${key}="${value}"]`, consuming: false },
  ];
}

/** Who types lists with markers types them before every item; in an item they say nothing new. */
const markerInItem = new InputRule({
  find: /^(?:[-+*]|\d+\.)\s$/,
  handler: ({ state, range }) => {
    const $from = state.doc.resolve(range.from);
    if ($from.depth < 2 || $from.node(-1).type.name !== 'listItem') return null;
    state.tr.delete(range.from, range.to);
    return;
  },
});

const MAX_LIST_START = 100_000;

function startOf(list: HTMLElement): number {
  const start = Number.parseInt(list.getAttribute('start') ?? '1', 10);
  return start >= 0 && start <= MAX_LIST_START ? start : 1;
}

function listDepth($from: { depth: number; node: (depth: number) => { type: { name: string } } }): number {
  let lists = 0;
  for (let depth = 0; depth <= $from.depth; depth += 1) if ($from.node(depth).type.name.endsWith('List')) lists += 1;
  return lists;
}
