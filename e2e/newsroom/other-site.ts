import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's site, at an origin of its own: one page, whatever is asked for. */
export interface OtherSite extends AsyncDisposable {
  readonly url: string;
}

export async function otherSite(body: string): Promise<OtherSite> {
  const html = `<!doctype html><html lang="en"><head><title>Somebody else</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
