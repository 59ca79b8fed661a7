/** Where an article is read, by its slug. */
export function articleAddress(slug: string): string {
  return `/api/articles/${encodeURIComponent(slug)}`;
}
