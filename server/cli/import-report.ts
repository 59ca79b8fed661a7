import type { ImportedEntry, ImportFound, ImportReport } from '#shared/imports.ts';

const MAX_ENTRIES_SHOWN = 40;
const MAX_TEXT_CHARS = 90;

/** The report of an import for people: where it is, what was found, assumed and ignored. `site` has no trailing slash. */
export function formatReport(report: ImportReport, { site }: { readonly site: string }): string {
  const { address, status, found, assumed, ignored } = report;
  const made =
    address === null
      ? `Nothing was written. This would become an article (${status}):`
      : `${site}${address} (${status})`;
  return [
    made,
    section('Found', foundLines(found)),
    section('Assumed', assumed),
    section(
      'Ignored',
      ignored.map(({ line, text, reason }) => `line ${line}: ${shortened(text)} (${reason})`),
    ),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map(line => `  ${line}`)].join('\n');
}

function foundLines(found: ImportFound): string[] {
  const { dateLine, date, headline, standfirst, paragraphs, source, language, entries, featured } = found;
  const rows: readonly (readonly [string, string])[] = [
    ['date', dateLine === '' ? 'none' : `${dateLine} (${date ?? 'not understood'})`],
    ['headline', shortened(headline)],
    ['standfirst', standfirst === '' ? 'none' : shortened(standfirst)],
    ['body', paragraphs === 0 ? 'none' : counted(paragraphs, 'paragraph')],
    ['credit', source === null ? 'none' : `${source.name} (${source.kind})`],
    ['language', language ?? 'not certain'],
    ['featured', featured === null ? 'none' : shortened(featured.headline)],
    ['entries', String(entries.length)],
  ];
  return [...rows.map(([name, value]) => `${name.padEnd(12)}${value}`), ...entryLines(entries)];
}

function entryLines(entries: readonly ImportedEntry[]): string[] {
  const width = String(entries.at(-1)?.number ?? 0).length;
  const lines = entries
    .slice(0, MAX_ENTRIES_SHOWN)
    .map(
      ({ number, language, paragraphs, beginning }) =>
        `  ${String(number).padStart(width)}  ${(language ?? '?').padEnd(4)}${counted(paragraphs, 'paragraph').padEnd(14)}${beginning}`,
    );
  const more = entries.length - MAX_ENTRIES_SHOWN;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function shortened(text: string): string {
  return text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS - 1).toWellFormed()}…` : text;
}
