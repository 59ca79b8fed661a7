import type { Editor, JSONContent } from '@tiptap/core';
import { MAX_GALLERY_IMAGES, type Picture } from '#shared/body.ts';
import { isDescribed } from '#shared/body-text.ts';

/** A picture on its way into a text. */
export interface PictureForm {
  readonly key: string;
  /** What it is called on the editor's own machine. */
  readonly name: string;
  readonly state: PictureState;
  readonly alt: string;
  readonly decorative: boolean;
  readonly caption: string;
  readonly credit: string;
}

export type PictureState =
  | { readonly status: 'uploading' }
  | { readonly status: 'failed'; readonly reason: string }
  | ({ readonly status: 'stored' } & Pick<Picture, 'src' | 'width' | 'height'>);

/** What browsers offer to pick; what a file really is, the server finds out. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/gif,image/avif';

export function picturesOf(files: Iterable<File> | undefined): File[] {
  return [...(files ?? [])].filter(file => PICTURE_TYPES.split(',').includes(file.type));
}

export function uploading(file: File, key: string): PictureForm {
  return { key, name: file.name, state: { status: 'uploading' }, alt: '', decorative: false, caption: '', credit: '' };
}

/** The pictures of the block that is selected, to be edited; none where another kind of block is. */
export function selectedPictures(editor: Editor): PictureForm[] {
  const { images, ...one } = (isPictureSelected(editor) ? selectedAttributes(editor) : { images: [] }) as {
    readonly images?: readonly Picture[];
  } & Picture;
  return (images ?? [one]).map(({ src, width, height, ...picture }, place) => ({
    key: `${place} ${src}`,
    name: '',
    state: { status: 'stored', src, width, height },
    ...picture,
    decorative: picture.decorative ?? false,
  }));
}

function isPictureSelected(editor: Editor): boolean {
  return editor.isActive('image') || editor.isActive('gallery');
}

function selectedAttributes(editor: Editor): object {
  return editor.getAttributes(editor.isActive('image') ? 'image' : 'gallery');
}

/** One picture is an image, several are a gallery; null while there is none that could be shown. */
export function blockOf(forms: readonly PictureForm[]): JSONContent | null {
  const images = forms.flatMap(({ state, alt, decorative, caption, credit }) => {
    if (state.status !== 'stored') return [];
    const { src, width, height } = state;
    const said = { alt: decorative ? '' : alt.trim(), ...(decorative ? { decorative } : {}) };
    return [{ src, width, height, ...said, caption: caption.trim(), credit: credit.trim() }];
  });
  const [first] = images;
  if (first === undefined) return null;
  return images.length === 1
    ? { type: 'image', attrs: first }
    : { type: 'gallery', attrs: { images: images.slice(0, MAX_GALLERY_IMAGES) } };
}

export function isSilent({ alt, decorative }: PictureForm): boolean {
  return !isDescribed({ alt, decorative } as Picture);
}
