export type PeerName = 'pressbox' | 'naive-ws' | 'socket-io';

/** As the tables name them. */
export const PEER_LABELS: Readonly<Record<PeerName, string>> = {
  pressbox: 'Pressbox',
  'naive-ws': 'naive `ws`',
  'socket-io': 'Socket.IO',
};
