import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer, type ListenOptions, type Server as NetServer } from 'node:net';
import { type Config, ConfigError } from './config.ts';

/**
 * Connections that wait to be accepted: all readers come at once when a node is back. Beyond it the system drops them, and they ask
 * again after 1, 3 and 7 s. It never grants more than its own limit (`net.core.somaxconn`, mostly 4096); Node would ask for 511.
 */
const BACKLOG = 65_535;

export interface Listening {
  /** Where everybody finds the server. */
  readonly url: string;
  /** Where one finds this very process. */
  readonly ownUrl: string;
  /** Lets nobody in by `ownUrl` any more, where that is another place than `url`; the server closes the other. */
  close(): void;
}

/** Throws a ConfigError where it cannot listen as it is told to. */
export async function listen(server: Server, config: Pick<Config, 'host' | 'port' | 'reusePort'>): Promise<Listening> {
  const { host, port, reusePort } = config;
  try {
    await listening(server, { host, port, reusePort });
  } catch (error) {
    throw new ConfigError(reasonOf(error, config));
  }
  const url = addressOf(server);
  if (!reusePort) return { url, ownUrl: url, close() {} };
  const sideDoor = await openSideDoor(server);
  return { url, ownUrl: addressOf(sideDoor), close: () => sideDoor.close() };
}

/** Whoever calls at a shared port gets one of the processes. The commands of this machine's operator mean this one, and have its key. */
async function openSideDoor(server: Server): Promise<NetServer> {
  const sideDoor = createServer({ allowHalfOpen: true, noDelay: true }, socket => server.emit('connection', socket));
  await listening(sideDoor, { host: '127.0.0.1', port: 0 });
  return sideDoor;
}

async function listening(server: NetServer, options: ListenOptions): Promise<void> {
  server.listen({ backlog: BACKLOG, ...options });
  await once(server, 'listening');
}

function reasonOf(error: unknown, { host, port, reusePort }: Pick<Config, 'host' | 'port' | 'reusePort'>): string {
  if (reusePort && error instanceof Error && 'code' in error && error.code === 'ENOTSUP')
    return 'The configuration is wrong:\n  REUSE_PORT: this system cannot share a port among processes; give each a PORT of its own';
  return `It cannot listen at HOST=${host}, PORT=${port}: ${error instanceof Error ? error.message : String(error)}`;
}

function addressOf(server: NetServer): string {
  const { address, port } = server.address() as AddressInfo;
  const reachable = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
