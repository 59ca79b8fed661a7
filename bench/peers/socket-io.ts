import { Server } from 'socket.io';
import type { Peer } from '../target.ts';
import { changeOf } from './blank-entry.ts';
import { listening, SMALL_TARGET, smallHttp } from './small-http.ts';

/** The same live page with Socket.IO: `io.emit`, over WebSockets from the start, which is its cheapest way. */
export async function startSocketIo(): Promise<Peer> {
  const changes: object[] = [];
  const server = smallHttp(entry => {
    const seq = changes.length + 1;
    const change = changeOf(entry, seq);
    changes.push(change);
    io.emit('change', change);
    return seq;
  });
  const io = new Server(server, { transports: ['websocket'], serveClient: false });
  io.on('connection', socket => {
    for (const change of changes.slice(Number(socket.handshake.query.since))) socket.emit('change', change);
  });
  const port = await listening(server);
  return {
    target: {
      ...SMALL_TARGET,
      port,
      followPath: '/socket.io/?EIO=4&transport=websocket&since=',
      greeting: 'engine-io',
    },
    async close() {
      server.closeAllConnections();
      await io.close();
    },
  };
}
