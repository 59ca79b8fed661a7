import * as z from 'zod';
import { EMBED_PROVIDERS, fitsProvider } from './embeds.ts';

/**
 * The rich-text document: a strict subset of ProseMirror's JSON. The schema is the only gate; markup is always derived from it.
 * Marks are few on purpose: what a marker says must survive every place an entry is shown (page, feed, card, plain text).
 */

export const MAX_TEXT_RUN_CHARS = 10_000;
export const MAX_INLINE_NODES = 400;
export const MAX_BLOCKS = 200;
export const MAX_LIST_ITEMS = 100;
/** Lists inside lists: deeper nesting cannot be read on a phone. */
export const MAX_LIST_DEPTH = 3;
export const MAX_URL_CHARS = 2_000;
const MAX_CAPTION_CHARS = 500;
export const MAX_GALLERY_IMAGES = 20;
const MAX_FIGURE_VALUE_CHARS = 40;
const MAX_FIGURE_LABEL_CHARS = 200;
const MAX_ATTRIBUTION_CHARS = 200;

const NOT_A_LINK = 'must be an http, https or mailto address';

/** An absolute http, https or mailto address; everything else (`javascript:`, relative, unparsable) is refused. */
export const LinkUrl = z
  .url({ error: NOT_A_LINK, abort: true })
  .max(MAX_URL_CHARS)
  .regex(/^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu, NOT_A_LINK);

const Mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: LinkUrl }) }),
]);

const Text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).max(MAX_TEXT_RUN_CHARS),
  marks: z.array(Mark).max(3).optional(),
});

const Inline = z.discriminatedUnion('type', [Text, z.strictObject({ type: z.literal('hardBreak') })]);
const inlineContent = z.array(Inline).max(MAX_INLINE_NODES).optional();

const Paragraph = z.strictObject({ type: z.literal('paragraph'), content: inlineContent });

const Heading = z.strictObject({
  type: z.literal('heading'),
  attrs: z.strictObject({ level: z.union([z.literal(2), z.literal(3)]) }),
  content: inlineContent,
});

/** `attribution`: who said it, as readers see it under the words. */
const Quote = z.strictObject({
  type: z.literal('blockquote'),
  attrs: z.strictObject({ attribution: z.string().trim().min(1).max(MAX_ATTRIBUTION_CHARS) }).optional(),
  content: z.array(Paragraph).min(1).max(MAX_BLOCKS),
});

/** A number that says it all, and what it counts. */
const KeyFigure = z.strictObject({
  type: z.literal('keyFigure'),
  attrs: z.strictObject({
    value: z.string().trim().min(1).max(MAX_FIGURE_VALUE_CHARS),
    label: z.string().trim().min(1).max(MAX_FIGURE_LABEL_CHARS),
  }),
});
const Divider = z.strictObject({ type: z.literal('horizontalRule') });

const BulletList = z.strictObject({
  type: z.literal('bulletList'),
  get content() {
    return z.array(ListItem).min(1).max(MAX_LIST_ITEMS);
  },
});

const OrderedList = z.strictObject({
  type: z.literal('orderedList'),
  attrs: z.strictObject({ start: z.number().int().min(0).max(100_000) }).optional(),
  get content() {
    return z.array(ListItem).min(1).max(MAX_LIST_ITEMS);
  },
});

const ListItem = z.strictObject({
  type: z.literal('listItem'),
  get content() {
    return z
      .array(z.discriminatedUnion('type', [Paragraph, BulletList, OrderedList]))
      .min(1)
      .max(MAX_LIST_ITEMS);
  },
});

/** An uploaded picture: `src` is the content-hashed name the server gave it, never somebody else's address. */
const Picture = z.strictObject({
  src: z.string().regex(/^\/media\/[a-z0-9]{16,64}\.(?:jpg|png|webp|gif|avif)$/, 'must be a picture stored here'),
  width: z.number().int().min(1).max(20_000),
  height: z.number().int().min(1).max(20_000),
  /** What it shows, for those who do not see it. */
  alt: z.string().max(MAX_CAPTION_CHARS),
  /** It says nothing that the text does not say, so it needs no `alt`. */
  decorative: z.boolean().optional(),
  caption: z.string().max(MAX_CAPTION_CHARS),
  credit: z.string().max(MAX_CAPTION_CHARS),
});

const Image = z.strictObject({ type: z.literal('image'), attrs: Picture });

const Gallery = z.strictObject({
  type: z.literal('gallery'),
  attrs: z.strictObject({ images: z.array(Picture).min(2).max(MAX_GALLERY_IMAGES) }),
});

/** Somebody else's content, kept as provider and address; never their markup. */
const Embed = z.strictObject({
  type: z.literal('embed'),
  attrs: z
    .strictObject({
      provider: z.enum(EMBED_PROVIDERS),
      url: LinkUrl,
      title: z.string().max(MAX_CAPTION_CHARS),
    })
    .refine(({ provider, url }) => fitsProvider(provider, url), {
      path: ['url'],
      error: 'is no address of this provider that could be shown',
    }),
});

const Block = z.discriminatedUnion('type', [
  Paragraph,
  Heading,
  Quote,
  BulletList,
  OrderedList,
  Divider,
  Image,
  Gallery,
  KeyFigure,
  Embed,
]);

export const Body = z
  .strictObject({ type: z.literal('doc'), content: z.array(Block).max(MAX_BLOCKS) })
  .refine(body => listDepth(body.content) <= MAX_LIST_DEPTH, `lists nest at most ${MAX_LIST_DEPTH} deep`);

export type Mark = z.infer<typeof Mark>;
export type Inline = z.infer<typeof Inline>;
export type Block = z.infer<typeof Block>;
export type Picture = z.infer<typeof Picture>;
export type ListItem = z.infer<typeof ListItem>;
export type Body = z.infer<typeof Body>;

function listDepth(nodes: readonly { type: string; content?: unknown }[]): number {
  let deepest = 0;
  for (const node of nodes) {
    if (node.type !== 'bulletList' && node.type !== 'orderedList' && node.type !== 'listItem') continue;
    const inside = listDepth(node.content as typeof nodes);
    deepest = Math.max(deepest, inside + (node.type === 'listItem' ? 0 : 1));
  }
  return deepest;
}
