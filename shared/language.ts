/** Scripts and languages written from right to left (Unicode CLDR, characterOrder). */
const RTL_LANGUAGES = new Set('ar arc arz azb ckb dv fa he khw ks lrc mzn nqo pnb ps sd syr ug ur yi'.split(' '));
const RTL_SCRIPTS = new Set(['arab', 'hebr', 'thaa', 'syrc', 'nkoo', 'adlm', 'rohg']);

/** The writing direction of a BCP 47 language tag: its script decides where one is named (`az-Arab`), else its language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  const script = rest.find(part => part.length === 4);
  if (script !== undefined) return RTL_SCRIPTS.has(script) ? 'rtl' : 'ltr';
  return RTL_LANGUAGES.has(primary) ? 'rtl' : 'ltr';
}
