import { createHash } from 'node:crypto';
import type { Sharp, SharpOptions } from 'sharp';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { MediaFile } from '#server/store/media-table.ts';
import { copiesOf, MAX_SIDE_PX } from '#shared/media.ts';
import { type PictureType, pictureTypeOf } from './picture-type.ts';

/** A modern camera has 24; the bytes unpacked are what memory has to hold. */
const MAX_MEGAPIXELS = 40;
const MAX_SECONDS = 20;
const JPEG_QUALITY = 82;
const WEBP_QUALITY = 78;

/** What each kind is kept as. A moving picture becomes a still: readers could not stop it (WCAG 2.2.2). */
const KEPT_AS = {
  jpeg: {
    extension: 'jpg',
    type: 'image/jpeg',
    encode: (image: Sharp) => image.jpeg({ quality: JPEG_QUALITY, mozjpeg: true }),
  },
  png: { extension: 'png', type: 'image/png', encode: (image: Sharp) => image.png() },
  webp: { extension: 'webp', type: 'image/webp', encode: (image: Sharp) => image.webp({ quality: JPEG_QUALITY }) },
};
const KIND: Readonly<Record<PictureType, keyof typeof KEPT_AS>> = {
  jpeg: 'jpeg',
  png: 'png',
  gif: 'png',
  webp: 'webp',
  avif: 'webp',
};

export function pictureHash(upload: Buffer): string {
  return createHash('sha256').update(upload).digest('hex').slice(0, 40);
}

/**
 * What was uploaded, drawn anew: turned as the camera was held, in sRGB, without the camera's notes (where it was taken among them),
 * and with smaller copies. The work is done on a thread of its own. Throws a refusal for what is no picture.
 */
export async function preparePicture(upload: Buffer): Promise<readonly MediaFile[]> {
  const found = pictureTypeOf(upload);
  if (found === null) throw new RefusalError(NOT_A_PICTURE);
  const kept = KEPT_AS[KIND[found]];
  const sharp = await pictureLibrary();
  const picture = pictureHash(upload);
  try {
    const { data, info } = await sharp(upload, { limitInputPixels: MAX_MEGAPIXELS * 1_000_000, failOn: 'error' })
      .timeout({ seconds: MAX_SECONDS })
      .autoOrient()
      .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const drawn = () => sharp(data, { raw: { width, height, channels } }).timeout({ seconds: MAX_SECONDS });
    const name = `${picture}.${kept.extension}`;
    const whole = await kept.encode(drawn()).toBuffer();
    const files: MediaFile[] = [{ name, picture, type: kept.type, width, height, bytes: whole }];
    for (const copy of copiesOf({ src: name, width })) {
      const smaller = await drawn()
        .resize({ width: copy.width })
        .webp({ quality: WEBP_QUALITY })
        .toBuffer({ resolveWithObject: true });
      const size = { width: smaller.info.width, height: smaller.info.height };
      files.push({ name: copy.src, picture, type: 'image/webp', ...size, bytes: smaller.data });
    }
    return files;
  } catch (error) {
    throw new RefusalError(refusalOf(error));
  }
}

/** Loaded at the first picture: a server that gets none does without. Only the decoders of the kinds we take are left on. */
async function pictureLibrary(): Promise<(input: Buffer, options?: SharpOptions) => Sharp> {
  const { default: sharp } = await import('sharp').catch(() => {
    throw new RefusalError(NO_LIBRARY);
  });
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: DECODERS });
  return sharp;
}

const DECODERS = [
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadNsgifBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadHeifBuffer',
];

function refusalOf(error: unknown): Refusal {
  const said = error instanceof Error ? error.message : '';
  return /pixel limit|dimension|too large/i.test(said) ? TOO_MANY_PIXELS : DAMAGED;
}

const NOT_A_PICTURE: Refusal = {
  status: 415,
  code: 'not-a-picture',
  reason: 'This is no picture that can be shown: JPEG, PNG, WebP, GIF and AVIF are.',
};
const TOO_MANY_PIXELS: Refusal = {
  status: 422,
  code: 'too-many-pixels',
  reason: `The picture is too large: at most ${MAX_MEGAPIXELS} megapixels.`,
};
const DAMAGED: Refusal = {
  status: 422,
  code: 'damaged-picture',
  reason: 'The picture is damaged, or in a form that is not understood. Save it anew and try again.',
};
const NO_LIBRARY: Refusal = {
  status: 503,
  code: 'no-pictures',
  reason: 'This server cannot take pictures: the library that draws them is not installed.',
};
