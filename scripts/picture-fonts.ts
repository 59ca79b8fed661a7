import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import decompress from 'woff2-encoder/decompress';

/**
 * Lays the fonts for pictures that the server makes into dist/fonts, in the form its renderer reads: those of the pages, and for
 * scripts that they lack. What browsers are given is smaller and split by script; this is the same, unpacked.
 */
const OUT_DIR = 'dist/fonts';
const FONTS = {
  'source-serif-4': /-wght-normal\.woff2$/,
  inter: /-wght-normal\.woff2$/,
  'noto-sans-arabic': /-arabic-wght-normal\.woff2$/,
  'noto-sans-hebrew': /-hebrew-wght-normal\.woff2$/,
  'noto-sans-devanagari': /-devanagari-wght-normal\.woff2$/,
};

mkdirSync(OUT_DIR, { recursive: true });
for (const [font, wanted] of Object.entries(FONTS)) {
  const folder = `node_modules/@fontsource-variable/${font}/files`;
  for (const file of readdirSync(folder).filter(name => wanted.test(name))) {
    const unpacked = await decompress(readFileSync(join(folder, file)));
    writeFileSync(join(OUT_DIR, file.replace(/woff2$/, 'ttf')), unpacked);
  }
}
