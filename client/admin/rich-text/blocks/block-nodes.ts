import { mergeAttributes, Node } from '@tiptap/core';
import type { DOMOutputSpec } from '@tiptap/pm/model';
import type { Picture } from '#shared/body.ts';
import { providerName } from '#shared/embeds.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** Blocks that are shown, moved and deleted as one, and edited in a dialog. */
export const blockNodes = [
  block('image', { src: '', width: 1, height: 1, alt: '', decorative: false, caption: '', credit: '' }, attrs => [
    pictureOf(attrs as Picture),
    ['figcaption', captionOf(attrs as Picture)],
  ]),
  block('gallery', { images: [] as Picture[] }, ({ images }) => [
    ['span', { class: 'gallery-strip' }, ...images.map(pictureOf)],
    ['figcaption', `${images.length} pictures. ${images.map(captionOf).join(' · ')}`],
  ]),
  block('keyFigure', { value: '', label: '' }, ({ value, label }) => [
    ['strong', value],
    ['span', ` ${label}`],
  ]),
  block('embed', { provider: 'link', url: '', title: '' }, ({ provider, url, title }) => [
    ['p', `${providerName(provider as 'link', url)}: ${title || url}`],
  ]),
];

function block<Defaults extends Attributes>(
  name: string,
  defaults: Defaults,
  draw: (attrs: Defaults) => DOMOutputSpec[],
): Node {
  return Node.create({
    name,
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () =>
      Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, attribute(key, value)])),
    parseHTML: () => [{ tag: `figure[data-kept="${name}"]` }],
    renderHTML: ({ node, HTMLAttributes }) => [
      'figure',
      mergeAttributes(HTMLAttributes, { 'data-kept': name, class: 'kept-block' }),
      ...draw(node.attrs as unknown as Defaults),
    ],
  });
}

/** As JSON, so that what is copied within the editor comes back as it was. */
function attribute(key: string, value: unknown) {
  return {
    default: value,
    parseHTML: (element: HTMLElement) => {
      try {
        const kept: unknown = JSON.parse(element.getAttribute(`data-${key}`) ?? '');
        const isOfItsKind = typeof kept === typeof value && Array.isArray(kept) === Array.isArray(value);
        return isOfItsKind ? kept : value;
      } catch {
        return value;
      }
    },
    renderHTML: (attributes: Attributes) => ({ [`data-${key}`]: JSON.stringify(attributes[key]) }),
  };
}

function pictureOf({ src, alt }: Picture): DOMOutputSpec {
  return ['img', { src, alt }];
}

function captionOf({ alt, decorative, caption, credit }: Picture): string {
  const said = decorative ? 'Decoration' : alt || 'Not described yet';
  return [said, caption, credit && `© ${credit}`].filter(Boolean).join(' – ');
}
