/** An HTML document around an application: its head, its markup, and the data it goes on from. Inline scripts it has none. */
export function htmlDocument(parts: {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  /** Further head tags, as markup. */
  readonly head: string;
  /** The application's markup. */
  readonly root: string;
  readonly data?: { readonly id: string; readonly value: unknown };
  /** What the page says to machines, as JSON-LD. */
  readonly linkedData?: object | null;
}): string {
  const { lang, dir, title, head, root, data, linkedData } = parts;
  const scripts = [
    ...(data === undefined ? [] : [dataScript({ type: 'application/json', id: data.id }, data.value)]),
    ...(linkedData ? [dataScript({ type: 'application/ld+json' }, linkedData)] : []),
  ];
  return [
    `<!doctype html><html lang="${escapeHtml(lang)}" dir="${dir}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>${head}</head>`,
    `<body><div id="root">${root}</div>${scripts.join('')}</body></html>`,
  ].join('');
}

/** An element without content, for the head. */
export function voidTag(name: 'link' | 'meta', attributes: Readonly<Record<string, string>>): string {
  return `<${name}${written(attributes)}>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** JSON in a script element, which it cannot end. It is no script: nothing runs it, and no policy on scripts concerns it. */
function dataScript(attributes: Readonly<Record<string, string>>, value: unknown): string {
  return `<script${written(attributes)}>${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
}

/** As they stand in a tag. */
export function written(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
}
