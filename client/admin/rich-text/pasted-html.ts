const BLOCKS_WITHOUT_TEXT = /<(style|script|title|xml)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi;
const HANDLER = /\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi;

/**
 * What is pasted, without its dress. The schema drops it anyway; but already while it is parsed the page's security policy takes offence
 * at styles and handlers, and hides from the parser what the styles meant: some programs say bold and italic in no other way.
 */
export function undressed(html: string): string {
  return html
    .replaceAll(BLOCKS_WITHOUT_TEXT, '')
    .replaceAll(TAG, tag => tag.replaceAll(HANDLER, '').replaceAll(STYLE, (_, style: string) => meaningOf(style)));
}

function meaningOf(style: string): string {
  const weight = /font-weight\s*:\s*(bold|bolder|normal|\d+)/i.exec(style)?.[1];
  const slant = /font-style\s*:\s*(italic|oblique|normal)/i.exec(style)?.[1];
  return [
    weight === undefined ? '' : ` data-weight="${isBold(weight) ? 'bold' : 'normal'}"`,
    slant === undefined ? '' : ` data-slant="${slant.toLowerCase() === 'normal' ? 'normal' : 'italic'}"`,
  ].join('');
}

const BOLD_FROM = 600;

function isBold(weight: string): boolean {
  return /^bold/i.test(weight) || Number(weight) >= BOLD_FROM;
}
