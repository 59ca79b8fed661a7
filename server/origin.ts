import type { IncomingMessage } from 'node:http';
import type { Config } from './config.ts';

/** Browsers send an Origin with what crosses origins; programs send none, and have no session to be abused. */
export function isOwnOrigin(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { publicUrl, allowedOrigins }: Pick<Config, 'publicUrl' | 'allowedOrigins'>,
): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (allowedOrigins.includes(origin)) return true;
  const from = URL.parse(origin);
  return from !== null && (from.host === host || (publicUrl !== null && from.origin === new URL(publicUrl).origin));
}
