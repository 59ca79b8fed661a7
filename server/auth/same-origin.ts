import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { type Refusal, RefusalError } from '#server/refusal.ts';

const BODIES = ['application/json', 'application/octet-stream'];
const READ_ONLY = new Set(['GET', 'HEAD', 'OPTIONS']);
/** `none` is the user's own doing: an address typed, a page reloaded. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Refuses what another site has an editor's browser send, which would carry the editor's cookie. Besides, a body has to be JSON,
 * or bytes without a type (a picture): a form cannot send those, and a script of another site only after a CORS preflight, which is
 * never granted.
 */
export function sameOrigin({ publicUrl }: { readonly publicUrl: string | null }): RequestHandler {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host;
  return (request, _response, next) => {
    const { method, headers } = request;
    if (READ_ONLY.has(method)) return next();
    if (!isOwn(headers, publicHost)) throw new RefusalError(CROSS_SITE);
    if (hasBody(headers) && request.is(BODIES) === false) throw new RefusalError(NOT_JSON);
    next();
  };
}

/**
 * Every browser of today sends `Sec-Fetch-Site` to https and localhost; elsewhere, as on a plain LAN address, `Origin` tells. A
 * request with neither is a program's: it holds only the cookies it was given, and no page can make it act for somebody else.
 */
function isOwn(headers: IncomingHttpHeaders, publicHost: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return typeof site === 'string' && OWN_SITES.has(site);
  const { origin, host } = headers;
  if (origin === undefined) return true;
  // Hosts are compared without the scheme, which a proxy may have changed between the browser and here.
  const originHost = URL.canParse(origin) ? new URL(origin).host : '';
  return originHost !== '' && (originHost === host?.toLowerCase() || originHost === publicHost);
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

const CROSS_SITE: Refusal = {
  status: 403,
  code: 'cross-site',
  reason: 'This request came from a page of another site. If it did not, set PUBLIC_URL to the address in the browser.',
};
const NOT_JSON: Refusal = {
  status: 415,
  code: 'not-json',
  reason: 'The body has to be JSON, with the header Content-Type: application/json.',
};
