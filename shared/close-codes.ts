/** 4000-4499: come back; 4500-4999: do not, the answer would be the same. */
export const CLOSE = {
  drain: 4001,
  tooSlow: 4002,
  resync: 4003,
  noFollow: 4004,
  badMessage: 4500,
  unknownArticle: 4501,
  unsupportedVersion: 4502,
} as const;

export const SUBPROTOCOL = 'pressbox.v1';
export const SOCKET_PATH = '/live';

/** Whether a client that was closed with this code should connect again. Codes of the WebSocket protocol itself: yes. */
export function mayComeBack(code: number): boolean {
  return code < 4500 || code > 4999;
}
