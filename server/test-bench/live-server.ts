import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { Admission } from '#server/admission.ts';
import { streamRoutes } from '#server/api/stream.ts';
import { type Config, readConfig } from '#server/config.ts';
import { type DeliveryWatch, NOBODY_WATCHES } from '#server/delivery-watch.ts';
import { Hub } from '#server/hub.ts';
import { SharedReads } from '#server/snapshots.ts';
import { acceptSockets } from '#server/sockets.ts';
import type { Store } from '#server/store/store.ts';
import { type WritingDesk, writingDesk } from './writing-desk.ts';

/** Everything between a published change and a reader's socket or event stream, on a port of its own: no pages, no accounts. */
export interface LiveServer extends AsyncDisposable {
  readonly desk: WritingDesk;
  readonly server: Server;
  readonly hub: Hub;
  readonly admission: Admission;
  readonly port: number;
  readonly url: string;
  readonly log: readonly string[];
  drain(): Promise<void>;
}

export async function liveServer({
  publicUrl = null,
  allowedOrigins = [],
  wrapped = store => store,
  watch = NOBODY_WATCHES,
  limits = {},
  trustedProxies = 0,
}: {
  readonly publicUrl?: string | null;
  readonly allowedOrigins?: readonly string[];
  /** The store as the readers' side sees it. */
  readonly wrapped?: (store: Store) => Store;
  readonly watch?: DeliveryWatch;
  readonly limits?: Partial<Config['limits']>;
  readonly trustedProxies?: number;
} = {}): Promise<LiveServer> {
  const desk = await writingDesk();
  const { bus, clock } = desk.context;
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: line => void lines.push(line) });
  const app = express();
  const server = createServer(app);
  const store = wrapped(desk.context.store);
  const toldReaders = () => undefined;
  const hub = new Hub({ store, reads: new SharedReads(store), bus, clock, log, watch, toldReaders });
  const admission = new Admission({ config: { limits: { ...readConfig({}).limits, ...limits }, trustedProxies }, log });
  const config = { publicUrl, allowedOrigins, dev: false };
  const sockets = acceptSockets(server, { config, hub, admission, clock, log });
  app.use('/api', streamRoutes({ config, hub, admission, log }));
  app.use((_request, response) => void response.end('plain'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  let isDrained = false;
  const drain = async () => {
    if (isDrained) return;
    isDrained = true;
    sockets.close();
    server.close();
    await hub.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    ...{ desk, server, hub, admission, port, url: `ws://127.0.0.1:${port}/live`, log: lines, drain },
    async [Symbol.asyncDispose]() {
      await drain();
      await desk[Symbol.asyncDispose]();
    },
  };
}
