import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/** What is kept of an address that is none, such as a name that a proxy made up. */
const MAX_NAME_CHARS = 64;
const GROUPS = 8;
const GROUPS_OF_A_SUBSCRIBER = 4;
const IPV4_IN_IPV6 = '0:0:0:0:0:ffff';

/** Where proxies of one's own stand: on this machine or in a private network. */
const NEARBY =
  /^(?:::ffff:)?(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^(?:::1$|f[cd]..:|fe[89ab].:)/i;

/**
 * The address a request came from, as Express counts it where `trust proxy` is a number: that many steps back from the socket along
 * X-Forwarded-For; what stands farther left, anybody may have written. Null where it may be a proxy's, behind which there are many
 * readers: a trusted proxy that names nobody, or a neighbour in a private network that nobody declared one.
 */
export function readerAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trustedProxies: number,
): string | null {
  const peer = socket.remoteAddress ?? '';
  if (trustedProxies === 0) return NEARBY.test(peer) ? null : peer;
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map(address => address.trim())
    .filter(address => address !== '');
  return forwarded.at(-trustedProxies) ?? forwarded[0] ?? null;
}

/** What is counted as one: an address however it is written, and the whole /64 that an IPv6 subscriber has to come from. */
export function addressKey(address: string): string {
  if (isIPv4(address)) return address;
  const bare = withoutPort(address);
  if (!isIPv6(bare)) return bare.slice(0, MAX_NAME_CHARS);
  const groups = groupsOf(bare);
  if (groups.slice(0, -2).join(':') !== IPV4_IN_IPV6) return groups.slice(0, GROUPS_OF_A_SUBSCRIBER).join(':');
  return groups
    .slice(-2)
    .flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
    .join('.');
}

/** Some proxies write the port too. */
function withoutPort(address: string): string {
  return /^(?:\[(?<v6>[^\]]+)\]|(?<v4>\d+\.\d+\.\d+\.\d+))(?::\d+)?$/.exec(address)?.slice(1).find(Boolean) ?? address;
}

/** All eight, in hexadecimal without leading zeros. */
function groupsOf(address: string): string[] {
  const [hex = ''] = address.split('%');
  const [head = '', tail] = hex.replace(/\d+\.\d+\.\d+\.\d+$/, inHex).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(GROUPS - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map(group => Number.parseInt(group, 16).toString(16));
}

function inHex(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
