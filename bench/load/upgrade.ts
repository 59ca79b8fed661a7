import type { Target } from '../target.ts';

/** A server hashes any key; ours need not differ. */
const KEY = Buffer.alloc(16, 1).toString('base64');
/** As browsers offer it. */
const DEFLATE = 'permessage-deflate; client_max_window_bits';

interface Wish {
  readonly since: number;
  readonly deflate: boolean;
}

export function upgradeRequest({ port, followPath, subprotocol }: Target, { since, deflate }: Wish): string {
  return [
    `GET ${followPath}${since} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${KEY}`,
    ...(subprotocol === null ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
    ...(deflate ? [`Sec-WebSocket-Extensions: ${DEFLATE}`] : []),
    '\r\n',
  ].join('\r\n');
}

/** What is wrong with a server's answer; null where the socket is open as it was asked for. */
export function wrongWith(head: string, { deflate }: Pick<Wish, 'deflate'>): string | null {
  const [statusLine = '', ...fields] = head.split('\r\n');
  if (!statusLine.startsWith('HTTP/1.1 101')) return `refused, ${statusLine}`;
  const agreed = fields.find(field => /^sec-websocket-extensions:/i.test(field)) ?? '';
  if (!deflate) return agreed === '' ? null : `${agreed} was not offered`;
  return /permessage-deflate.*server_no_context_takeover/.test(agreed)
    ? null
    : 'it does not agree to deflate once for all';
}
