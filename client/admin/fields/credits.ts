import type { Author, Source } from '#shared/article.ts';

/** A source as it is typed. Without a name and a link it is none. */
export interface SourceForm {
  readonly name: string;
  readonly kind: Source['kind'];
  readonly url: string;
}

/** A name with what is said beside it. */
export interface CreditForm {
  readonly name: string;
  readonly role: string;
}

export const EMPTY_SOURCE: SourceForm = { name: '', kind: 'wire', url: '' };

export function sourceFormOf(source: Source | null): SourceForm {
  return source === null ? EMPTY_SOURCE : { ...source, url: source.url ?? '' };
}

/** Not checked yet: the schema does that. */
export function readSource({ name, kind, url }: SourceForm): Source | null {
  if (name.trim() === '' && url.trim() === '') return null;
  return { name, kind, url: url.trim() === '' ? null : url.trim() };
}

/** Rows that were left empty are no authors. */
export function readAuthors(rows: readonly CreditForm[]): Author[] {
  return rows.filter(isFilledCredit).map(({ name, role }) => ({ name, role: role.trim() === '' ? null : role }));
}

export function isFilledCredit({ name, role }: CreditForm): boolean {
  return name.trim() !== '' || role.trim() !== '';
}
