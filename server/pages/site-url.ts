import type { Request } from 'express';

/** Where readers find the site, without a trailing slash: as it is configured, else as this request came. */
export function siteUrl({ protocol, host }: Pick<Request, 'protocol' | 'host'>, publicUrl: string | null): string {
  return publicUrl ?? URL.parse(`${protocol}://${host}`)?.origin ?? 'http://localhost';
}
