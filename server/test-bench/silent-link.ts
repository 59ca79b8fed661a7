import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server of its own. */
export interface SilentLink extends AsyncDisposable {
  readonly url: string;
  /** How many connections have begun so far. */
  readonly opened: number;
  /** Nothing passes any more on the connections there are, and neither side is told. New ones are sound. */
  silence(): void;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'postgres:': 5432, 'postgresql:': 5432, 'redis:': 6379 };

export async function silentLink(serverUrl: string): Promise<SilentLink> {
  const { hostname, port, protocol } = new URL(serverUrl);
  const target = { host: hostname, port: Number(port) || DEFAULT_PORTS[protocol] || 0 };
  const sockets = new Set<Socket>();
  let opened = 0;
  const server = createServer(near => {
    opened += 1;
    const far = connect(target);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
      socket.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = String((server.address() as AddressInfo).port);
  return {
    url: Object.assign(new URL(serverUrl), { hostname: '127.0.0.1', port: own }).href,
    get opened() {
      return opened;
    },
    silence() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
