/** Scripts and languages written from right to left (Unicode CLDR, characterOrder). */
const RTL_LANGUAGES = new Set(
  (
    'ae aeb ar arc arq ars ary arz azb bal bgn bqi brh ckb dv fa gbz glk he jpr jrb khw ks lah lrc mzn nqo ota pal phn ' +
    'pnb ps rhg sam sd sdh shu sog syc syr trw ug ur yi'
  ).split(' '),
);
const RTL_SCRIPTS = new Set(['arab', 'hebr', 'thaa', 'syrc', 'nkoo', 'adlm', 'rohg']);

/** The writing direction of a BCP 47 language tag: its script decides where one is named (`az-Arab`), else its language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  const script = rest.find(part => part.length === 4);
  if (script !== undefined) return RTL_SCRIPTS.has(script) ? 'rtl' : 'ltr';
  return RTL_LANGUAGES.has(primary) ? 'rtl' : 'ltr';
}
