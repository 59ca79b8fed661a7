import { MAX_NAME_CHARS, type Source } from '#shared/article.ts';
import type { Paragraph } from './lines.ts';

export interface Credit {
  readonly line: number;
  readonly lastLine: number;
  readonly name: string;
}

const NOT_A_NAME = /^(?:sic|…|\.\.\.|applause|laughs|laughter|inaudible|ed\.?|edit|note|translated|update[ds]?)$/iu;

/**
 * Takes the source credit, `[TASS]`, off the end of a paragraph; `paragraph` is null where it was nothing else. Other brackets stay:
 * `[sic]`, `[...]`, a footnote's `[1]`.
 */
export function takeCredit(
  paragraph: Paragraph,
): { readonly paragraph: Paragraph | null; readonly credit: Credit } | null {
  const bracket = paragraph.text.endsWith(']') ? paragraph.text.lastIndexOf('[') : -1;
  const name = paragraph.text.slice(bracket + 1, -1).trim();
  if (bracket < 0 || name.length > MAX_NAME_CHARS || !isName(name)) return null;
  const text = paragraph.text.slice(0, bracket).trimEnd();
  const { line, lastLine } = paragraph;
  if (text === '') return { paragraph: null, credit: { line, lastLine, name } };
  return { paragraph: { ...paragraph, text }, credit: { line: lastLine, lastLine, name } };
}

/** The credited source and its kind: agencies and authorities by name, anybody else as a wire, which `isAssumed` says. */
export function sourceOf({ name }: Credit): { readonly source: Source; readonly isAssumed: boolean } {
  const names = name.split(/\s*(?:[,/;+&]|\band\b)\s*/u).map(normalized);
  const kind = names.every(each => OFFICIAL.has(each)) ? 'official' : 'wire';
  const isAssumed = kind === 'wire' && !names.some(each => WIRES.has(each));
  return { source: { name, kind, url: null }, isAssumed };
}

function isName(name: string): boolean {
  if (!/\p{L}/u.test(name) || /\]/.test(name) || NOT_A_NAME.test(name)) return false;
  return isKnown(name) || /^[\p{Lu}\p{Lt}\p{Lo}\p{Nd}]/u.test(name);
}

function isKnown(name: string): boolean {
  return WIRES.has(normalized(name)) || OFFICIAL.has(normalized(name));
}

function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/^source:\s*/, '')
    .replace(/^the /, '')
    .trim();
}

const WIRES = new Set(
  `tass|itar-tass|тасс|итар-тасс|reuters|thomson reuters|ap|associated press|afp|agence france-presse|dpa|upi|united press international|
ansa|efe|xinhua|kyodo|jiji|yonhap|pti|ani|interfax|интерфакс|ria novosti|риа новости|ukrinform|pap|apa|anp|belga|tt|ntb|ritzau|stt|lusa|
agerpres|bta|hina|tanjug|sta|ctk|čtk|mti|anadolu|aa|pa|pa media|press association|cp|canadian press|aap|bloomberg|dow jones|ians|antara|
bernama|sana|irna|mena|keystone-sda|sda|ats|elta|leta|bns`
    .split('|')
    .map(name => name.trim()),
);

const OFFICIAL = new Set(
  `nasa|esa|european space agency|jaxa|isro|cnsa|cnes|dlr|roscosmos|роскосмос|noaa|usgs|un|united nations|unhcr|unicef|who|nato|osce|eu|
european commission|european union|white house|kremlin|кремль|pentagon|state department|downing street|élysée|bundesregierung|met office|
national weather service|fema|cdc|federal reserve|ecb|imf|world bank|police|coast guard|houston|mission control`
    .split('|')
    .map(name => name.trim()),
);
