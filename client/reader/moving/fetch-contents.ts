import type { Contents } from '#shared/contents.ts';
import { articleAddress } from '../../live/article-address.ts';

/** Where there is what in an article, as the server knows it now. */
export async function fetchContents(slug: string): Promise<Contents> {
  const response = await fetch(`${articleAddress(slug)}/contents`, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`The contents were answered ${response.status}.`);
  return (await response.json()) as Contents;
}
