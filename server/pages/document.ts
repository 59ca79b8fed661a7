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
}): string {
  const { lang, dir, title, head, root, data } = parts;
  const json =
    data === undefined ? '' : `<script type="application/json" id="${data.id}">${scriptJson(data.value)}</script>`;
  return [
    `<!doctype html><html lang="${escapeHtml(lang)}" dir="${dir}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><link rel="icon" href="data:,">${head}</head>`,
    `<body><div id="root">${root}</div>${json}</body></html>`,
  ].join('');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
