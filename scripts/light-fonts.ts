import { createHash } from 'node:crypto';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** The weights that the styles use: a variable font that has all of them is half again as large. */
const WEIGHTS = { min: 400, max: 700 };
/** Likewise of features. The types know nothing of `keepFeatures` yet. */
const KEPT = {
  targetFormat: 'woff2' as const,
  keepFeatures: ['ccmp', 'clig', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'rlig', 'tnum'],
  variationAxes: { wght: WEIGHTS },
};
const VARIABLE = /-wght-(?:normal|italic)(?:-[\w-]+)?\.woff2$/;
/** Which characters a font has is for its package to say: none of them is left out. */
const LAST_CHARACTER = 0xfffd;
const SURROGATES = { first: 0xd800, last: 0xdfff };

/** By content: several applications have the same fonts. */
const made = new Map<string, Promise<Buffer>>();

/** Variable fonts without what no page uses. */
export const lightFonts: Plugin = {
  name: 'light-fonts',
  applyToEnvironment: ({ name }) => name !== 'ssr',
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'asset' && VARIABLE.test(file.fileName))
        file.source = await lightened(Buffer.from(file.source));
  },
};

/** Fonts say in their names what was kept of them, for the hash is that of the whole font and a named file never changes. */
export function assetFileNames({ names }: { readonly names: readonly string[] }): string {
  const kept = names.some(name => VARIABLE.test(name)) ? `-${WEIGHTS.min}-${WEIGHTS.max}` : '';
  return `assets/[name]${kept}-[hash][extname]`;
}

function lightened(font: Buffer): Promise<Buffer> {
  const key = createHash('sha256').update(font).digest('base64');
  const light = made.get(key) ?? subsetFont(font, everyCharacter(), KEPT);
  made.set(key, light);
  return light;
}

function everyCharacter(): string {
  const codes = Array.from({ length: LAST_CHARACTER }, (_, index) => index + 1);
  const characters = codes.filter(code => code < SURROGATES.first || code > SURROGATES.last);
  return characters.map(code => String.fromCharCode(code)).join('');
}
