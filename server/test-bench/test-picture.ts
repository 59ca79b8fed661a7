import sharp from 'sharp';

interface TestPicture {
  readonly width?: number;
  readonly height?: number;
  readonly type?: 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';
  /** As the camera was held: 6 is on its side. */
  readonly orientation?: number;
}

/** What the camera of a test notes about the place. */
export const CAMERA_NOTE = 'a camera that tells where it was';

/** A picture as somebody might upload it: red above, blue below, with the camera's notes in it. */
export function testPicture({
  width = 60,
  height = 40,
  type = 'jpeg',
  orientation = 1,
}: TestPicture = {}): Promise<Buffer> {
  const below = { create: { width, height: height / 2, channels: 3 as const, background: '#00f' } };
  return sharp({ create: { width, height, channels: 3, background: '#f00' } })
    .composite([{ input: below, top: height / 2, left: 0 }])
    .withExif({
      IFD0: { Model: CAMERA_NOTE },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 3230/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 4366/100',
      },
    })
    .withMetadata({ orientation })
    .toFormat(type)
    .toBuffer();
}
