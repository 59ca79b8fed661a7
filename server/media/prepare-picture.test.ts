import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { CAMERA_NOTE, testPicture } from '#server/test-bench/test-picture.ts';
import { preparePicture } from './prepare-picture.ts';

describe('a picture that is uploaded', () => {
  it('[S] leaves everything behind that the camera noted, the place too', async () => {
    const upload = await testPicture();
    expect(upload.includes(CAMERA_NOTE)).toBe(true);

    const files = await preparePicture(upload);

    for (const { bytes } of files) {
      const { exif, xmp, icc } = await sharp(bytes).metadata();
      expect({ exif, xmp, icc }).toEqual({});
      expect(Buffer.from(bytes).includes(CAMERA_NOTE)).toBe(false);
    }
  });

  it('stands upright, however the camera was held', async () => {
    const upload = await testPicture({ width: 60, height: 40, orientation: 6 });

    const [whole] = await preparePicture(upload);

    expect(whole).toMatchObject({ width: 40, height: 60, type: 'image/jpeg' });
    const { data } = await sharp(whole?.bytes)
      .extract({ left: 2, top: 30, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[2], 'what was below is on the left').toBeGreaterThan(200);
  });

  it('has copies for smaller screens, and is itself no larger than any screen', async () => {
    const files = await preparePicture(await testPicture({ width: 3_000, height: 1_500 }));

    expect(files.map(({ width, height, type }) => [width, height, type])).toEqual([
      [2_400, 1_200, 'image/jpeg'],
      [480, 240, 'image/webp'],
      [960, 480, 'image/webp'],
      [1_600, 800, 'image/webp'],
      [2_400, 1_200, 'image/webp'],
    ]);
    const hash = files[0]?.picture;
    expect(files.map(({ name }) => name)).toEqual(
      ['.jpg', '-480.webp', '-960.webp', '-1600.webp', '-2400.webp'].map(end => hash + end),
    );
  });

  it.each([
    ['jpeg', 'jpg', 'image/jpeg'],
    ['png', 'png', 'image/png'],
    ['gif', 'png', 'image/png'],
    ['webp', 'webp', 'image/webp'],
    ['avif', 'webp', 'image/webp'],
  ] as const)('as %s is kept as .%s', async (type, extension, served) => {
    const [whole] = await preparePicture(await testPicture({ type }));

    expect(whole?.name.split('.')[1]).toBe(extension);
    expect(whole?.type).toBe(served);
  });

  it('is not drawn where it would fill the memory', async () => {
    const upload = await sharp({ create: { width: 8_000, height: 5_001, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();

    await expect(preparePicture(upload)).rejects.toMatchObject({ refusal: { status: 422, code: 'too-many-pixels' } });
  });

  it.each([
    ['a drawing that is a program', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 415],
    ['a page', '<!doctype html><script>alert(1)</script>', 415],
    ['a document', '%PDF-1.7', 415],
    ['nothing', '', 415],
    ['a page behind the first bytes of a picture', '\xff\xd8\xff<!doctype html><script>alert(1)</script>', 422],
  ])('[S] is not %s', async (_what, text, status) => {
    await expect(preparePicture(Buffer.from(text, 'latin1'))).rejects.toMatchObject({ refusal: { status } });
  });

  it('is not one of which the end is missing', async () => {
    const upload = await testPicture({ type: 'png', width: 600, height: 400 });

    await expect(preparePicture(upload.subarray(0, upload.length / 2))).rejects.toMatchObject({
      refusal: { status: 422, code: 'damaged-picture' },
    });
  });
});
