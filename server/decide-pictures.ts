import type { EntryContent } from '#shared/article.ts';
import type { Picture } from '#shared/body.ts';
import { isDescribed, picturesIn, shortened } from '#shared/body-text.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { type Refused, refuse, type Scene } from './decision.ts';

/** Where pictures may be, of an article, an entry or a draft. */
type Text = Partial<Pick<EntryContent, 'body' | 'translations'>>;

const MAX_NAME_CHARS = 80;

/** The addresses of all pictures in these texts, each once. */
export function picturesShownBy(...texts: readonly (Text | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap(text => picturesOf(text ?? {})).map(({ src }) => src))];
}

/**
 * Drafts may show what they like; what is published shows pictures that are described, that are there, and as large as they are.
 * What was published `before` may stay as it is: a picture that went missing must not keep anybody from a correction.
 */
export function refusedPictures(
  text: Text,
  field: string,
  { pictures, before = {} }: Pick<Scene, 'pictures'> & { readonly before?: Text },
): Refused | null {
  const shown = picturesOf(text);
  if (!shown.every(isDescribed)) return notDescribed(field);
  const known = [...pictures, ...picturesOf(before)];
  const wrong = shown.find(picture => !known.some(other => isSame(picture, other)));
  if (wrong === undefined) return null;
  const stored = pictures.find(({ src }) => src === wrong.src);
  return stored === undefined ? gone(wrong, field) : resized(wrong, stored, field);
}

function picturesOf({ body, translations = [] }: Text): readonly Picture[] {
  return [...(body ? [body] : []), ...translations.map(translation => translation.body)].flatMap(picturesIn);
}

function isSame(one: StoredPicture, other: StoredPicture): boolean {
  return one.src === other.src && one.width === other.width && one.height === other.height;
}

function notDescribed(field: string): Refused {
  const reason = 'Describe each picture for those who do not see it, or say that it is only decoration.';
  return refuse(422, 'picture-not-described', reason, field);
}

function gone(picture: Picture, field: string): Refused {
  const reason = `The picture ${nameOf(picture)} is not there any more: upload it again, or take it out.`;
  return refuse(422, 'picture-gone', reason, field);
}

function resized(picture: Picture, { width, height }: StoredPicture, field: string): Refused {
  const reason = `The picture ${nameOf(picture)} has ${width} × ${height} dots; the text says ${picture.width} × ${picture.height}.`;
  return refuse(422, 'picture-size', reason, field);
}

function nameOf({ alt, caption, src }: Picture): string {
  return `"${shortened(alt || caption || src, MAX_NAME_CHARS)}"`;
}
